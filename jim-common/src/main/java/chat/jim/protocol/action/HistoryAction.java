package chat.jim.protocol.action;

import chat.jim.protocol.Address;
import chat.jim.protocol.Limits;
import chat.jim.protocol.ProtocolException;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A request about what was said before (PROTOCOL.md, section 12). Like {@link Action}, none of them shows a text in a log. */
public sealed interface HistoryAction extends Action {
    /** The most messages that one answer to {@code history} has. */
    int MOST = 200;

    /** The same for {@code search}. */
    int MOST_FOUND = 50;

    /** How many messages an answer has if the request does not say. */
    int USUAL = 50;

    /**
     * {@code history}: asks for the messages of a room, or of the talk with somebody; or wishes that one's own talks be
     * kept, or not.
     *
     * @param room the room; null if {@code user} or {@code direct} is there
     * @param user the other one of a talk
     * @param before only messages with smaller ids
     * @param after only messages with greater ids
     * @param limit how many at most; null means {@link #USUAL}
     * @param raw whether each message follows as it was sent, too
     * @param direct the wish; if it is there, nothing is asked for
     */
    record History(
            long time,
            @Nullable Address room,
            @JsonProperty("user") @Nullable Address user,
            @Nullable Long before,
            @Nullable Long after,
            @Nullable Integer limit,
            @Nullable Boolean raw,
            @Nullable Boolean direct)
            implements HistoryAction {
        /** Checks whose history it is, and the limit. */
        public History {
            room = room == null ? null : room.asRoom();
            user = user == null ? null : user.asAccount();
            if (direct == null) {
                checkOne(room, user);
            }
            checkLimit(limit, MOST);
        }

        /** How many messages the answer may have. */
        public int most() {
            return limit == null ? USUAL : limit;
        }
    }

    /**
     * {@code mark}: the messages up to that one are read.
     *
     * @param id null only asks what is read
     */
    record Mark(
            long time,
            @Nullable Address room,
            @JsonProperty("user") @Nullable Address user,
            @Nullable Long id) implements HistoryAction {
        /** Checks whose history it is. */
        public Mark {
            room = room == null ? null : room.asRoom();
            user = user == null ? null : user.asAccount();
            checkOne(room, user);
        }
    }

    /**
     * {@code search}: asks for the messages with those words, in all rooms that one is in, or in one room or talk.
     *
     * @param from only messages that this one has sent
     * @param before only messages with smaller ids
     */
    record Search(
            long time,
            @JsonProperty(required = true) String text,
            @Nullable Address room,
            @JsonProperty("user") @Nullable Address user,
            @Nullable Address from,
            @Nullable Long before,
            @Nullable Integer limit)
            implements HistoryAction {
        /** Checks the length of the text, and the limit. */
        public Search {
            Limits.check("The field text", text, Limits.MESSAGE);
            room = room == null ? null : room.asRoom();
            user = user == null ? null : user.asAccount();
            from = from == null ? null : from.asAccount();
            if (room != null && user != null) {
                checkOne(room, user);
            }
            checkLimit(limit, MOST_FOUND);
        }

        /** How many messages the answer may have. */
        public int most() {
            return limit == null ? MOST_FOUND : limit;
        }

        @Override
        public String toString() {
            return "Search[" + room + ", " + Limits.length(text) + " characters]";
        }
    }

    /** {@code forget}: a message that one has sent is to be kept no longer. */
    record Forget(long time, @JsonProperty(required = true) long id) implements HistoryAction {}

    private static void checkOne(@Nullable Address room, @Nullable Address user) {
        if ((room == null) == (user == null)) {
            throw ProtocolException.badRequest("Say whose history it is: a room in room, or a name in user.");
        }
    }

    private static void checkLimit(@Nullable Integer limit, int most) {
        if (limit != null && (limit < 1 || limit > most)) {
            throw ProtocolException.badRequest("The field limit has to be from 1 to " + most + ".");
        }
    }
}
