package chat.jim.protocol.action;

import chat.jim.protocol.Address;
import chat.jim.protocol.Limits;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Role;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A request about a room that belongs to somebody, or about people in it (PROTOCOL.md, section 13). */
public sealed interface RoomAction extends Action {
    /** The room. */
    Address room();

    /** A request about somebody in a room. */
    sealed interface OfPerson extends RoomAction {
        /** Whom it is about. */
        Address person();
    }

    /**
     * {@code room}: changes a room; what is null stays as it is. Asks about it if all is null.
     *
     * @param topic the text that who enters is told; empty removes it
     * @param isPrivate whether only those enter who are invited
     * @param moderated whether only those speak who have voice
     * @param keep whether what is said there may be kept
     */
    record Settings(
            long time,
            @JsonProperty(required = true) Address room,
            @Nullable String topic,
            @JsonProperty("private") @Nullable Boolean isPrivate,
            @Nullable Boolean moderated,
            @Nullable Boolean keep)
            implements RoomAction {
        /** Checks the name, and the topic. */
        public Settings {
            room = room.asRoom();
            topic = line("topic", topic, Limits.TOPIC);
        }

        /** Whether it changes nothing. */
        public boolean onlyAsks() {
            return topic == null && isPrivate == null && moderated == null && keep == null;
        }

        @Override
        public String toString() {
            return "Settings[" + room + "]";
        }
    }

    /** {@code invite}: lets somebody enter, and tells them. */
    record Invite(
            long time,
            @JsonProperty(required = true) Address room,

            @JsonProperty(value = "user_id", required = true)
            Address person)
            implements OfPerson {
        /** Checks the names. */
        public Invite {
            room = room.asRoom();
            person = person.asAccount();
        }
    }

    /** {@code grant}: gives somebody a role in place of any other. */
    record Grant(
            long time,
            @JsonProperty(required = true) Address room,

            @JsonProperty(value = "user_id", required = true)
            Address person,

            @JsonProperty(required = true) Role role)
            implements OfPerson {
        /** Checks the names. */
        public Grant {
            room = room.asRoom();
            person = person.asAccount();
        }
    }

    /** {@code revoke}: takes a role away. */
    record Revoke(
            long time,
            @JsonProperty(required = true) Address room,

            @JsonProperty(value = "user_id", required = true)
            Address person,

            @JsonProperty(required = true) Role role)
            implements OfPerson {
        /** Checks the names. */
        public Revoke {
            room = room.asRoom();
            person = person.asAccount();
        }
    }

    /** {@code kick}: has somebody leave. */
    record Kick(
            long time,
            @JsonProperty(required = true) Address room,

            @JsonProperty(value = "user_id", required = true)
            Address person,

            @Nullable String reason)
            implements OfPerson {
        /** Checks the names and the reason. */
        public Kick {
            room = room.asRoom();
            person = person.asAccount();
            reason = line("reason", reason, Limits.REASON);
        }
    }

    /**
     * {@code ban}: has somebody leave and not come back.
     *
     * @param seconds for how long; null means until it is lifted
     */
    record Ban(
            long time,
            @JsonProperty(required = true) Address room,

            @JsonProperty(value = "user_id", required = true)
            Address person,

            @Nullable Long seconds,
            @Nullable String reason)
            implements OfPerson {
        /** Checks the names, the reason and the time. */
        public Ban {
            room = room.asRoom();
            person = person.asAccount();
            reason = line("reason", reason, Limits.REASON);
            checkSeconds(seconds);
        }
    }

    /** {@code unban}: lets somebody come back. */
    record Unban(
            long time,
            @JsonProperty(required = true) Address room,

            @JsonProperty(value = "user_id", required = true)
            Address person)
            implements OfPerson {
        /** Checks the names. */
        public Unban {
            room = room.asRoom();
            person = person.asAccount();
        }
    }

    /**
     * {@code mute}: somebody may not speak.
     *
     * @param seconds for how long; null means until it is lifted
     */
    record Mute(
            long time,
            @JsonProperty(required = true) Address room,

            @JsonProperty(value = "user_id", required = true)
            Address person,

            @Nullable Long seconds,
            @Nullable String reason)
            implements OfPerson {
        /** Checks the names, the reason and the time. */
        public Mute {
            room = room.asRoom();
            person = person.asAccount();
            reason = line("reason", reason, Limits.REASON);
            checkSeconds(seconds);
        }
    }

    /** {@code unmute}: lets somebody speak again. */
    record Unmute(
            long time,
            @JsonProperty(required = true) Address room,

            @JsonProperty(value = "user_id", required = true)
            Address person)
            implements OfPerson {
        /** Checks the names. */
        public Unmute {
            room = room.asRoom();
            person = person.asAccount();
        }
    }

    /** A text on one line, without blanks around it. */
    private static @Nullable String line(String field, @Nullable String text, int limit) {
        String line = text == null ? "" : text.strip();
        if (line.isEmpty()) {
            return text == null ? null : line;
        }
        if (line.codePoints().anyMatch(Character::isISOControl)) {
            throw ProtocolException.badRequest(
                    "The field " + field + " has characters that cannot be shown: leave them out.");
        }
        return Limits.check("The field " + field, line, limit);
    }

    private static void checkSeconds(@Nullable Long seconds) {
        if (seconds != null && (seconds < 1 || seconds > Limits.SANCTION_SECONDS)) {
            throw ProtocolException.badRequest(
                    "The field seconds has to be from 1 to " + Limits.SANCTION_SECONDS + ".");
        }
    }
}
