package chat.jim.protocol;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer or a notice: a code, a sentence (on the wire {@code alert}, or {@code error} from 400 on), and what was asked
 * for besides: details, and lists of names, of users with a status or of messages. On the wire lists go in parts, see
 * {@link #parts}.
 *
 * @param details a String, a Long or a Boolean for each, as its {@link Detail.Kind} says
 * @param messages the parts that are messages that are kept (section 12), as they came
 */
@JsonPropertyOrder({"response", "time", "alert", "error", "list", "user"})
public record Response(
        @JsonProperty("response") Code code,
        long time,
        @JsonIgnore @Nullable String text,
        @JsonIgnore Map<Detail, Object> details,
        @JsonProperty("list") @Nullable List<String> names,
        @JsonIgnore List<User> users,
        @JsonIgnore List<Response> messages)
        implements Message {

    /** What a response may carry besides, in the order of the wire. */
    public enum Detail {
        /** The token to come back with (section 5). */
        RESUME(Kind.TEXT),
        /** How many others a message to a room has reached (section 7). */
        REACHED(Kind.NUMBER),
        /** A message that is kept, or the newest one of a room (section 12, like all that follow up to the sessions). */
        ID(Kind.NUMBER),
        /** The room of a message that is kept; one that is described; or one that the user is in, or is not any more. */
        ROOM(Kind.TEXT),
        /** Whom a message that is kept was for, if that is no room. */
        TO(Kind.TEXT),
        /** Who has said it. */
        FROM(Kind.TEXT),
        /** What its sender has put there. */
        ENCODING(Kind.TEXT),
        /** Its text. */
        MESSAGE(Kind.TEXT),
        /** Whether it is what the sender does. */
        ME(Kind.FLAG),
        /** Up to which message one has read. */
        READ(Kind.NUMBER),
        /** How many came after that one. */
        UNREAD(Kind.NUMBER),
        /** For how many seconds a room is kept. */
        KEPT(Kind.NUMBER),
        /** Whether there is more than was asked for. */
        MORE(Kind.FLAG),
        /** The message that is kept no more. */
        FORGOTTEN(Kind.NUMBER),
        /** How many sessions of one's account are online (section 5). */
        SESSIONS(Kind.NUMBER),
        /** Whom a part is about (section 13, like all that follow). */
        USER_ID(Kind.TEXT),
        /** What somebody is in a room: a {@link Role}, {@link Detail#BANNED} or {@link Detail#MUTED}. */
        ROLE(Kind.TEXT),
        /** For how long somebody is banned or muted yet; left out if it has no end. */
        SECONDS(Kind.NUMBER),
        /** Why somebody is banned or muted. */
        REASON(Kind.TEXT),
        /** How many are in a room. */
        MEMBERS(Kind.NUMBER),
        /** Who owns a room: the one who has done so for the longest time. */
        OWNER(Kind.TEXT),
        /** The topic of a room. */
        TOPIC(Kind.TEXT),
        /** Whether only those enter a room who are invited. */
        PRIVATE(Kind.FLAG),
        /** Whether only those speak in a room who have voice. */
        MODERATED(Kind.FLAG),
        /** Whether somebody has an account. */
        REGISTERED(Kind.FLAG),
        /** Whether somebody is an operator of the server. */
        OPERATOR(Kind.FLAG),
        /** Since when somebody is online, in UNIX seconds. */
        SINCE(Kind.NUMBER),
        /** For how many seconds somebody has sent no message. */
        IDLE(Kind.NUMBER),
        /** When somebody was online last, in UNIX seconds. */
        SEEN(Kind.NUMBER);

        /** The word of a role for who may not enter. */
        public static final String BANNED = "banned";

        /** The word of a role for who may not speak. */
        public static final String MUTED = "muted";

        /** Of what type a detail is. */
        public enum Kind {
            TEXT,
            NUMBER,
            FLAG
        }

        private final Kind kind;
        private final String word = name().toLowerCase(Locale.ROOT);

        Detail(Kind kind) {
            this.kind = kind;
        }

        /** Its type. */
        public Kind kind() {
            return kind;
        }

        /** Its field on the wire. */
        public String word() {
            return word;
        }
    }

    /** Copies the lists. */
    public Response {
        details = details.isEmpty() ? Map.of() : new EnumMap<>(details);
        names = names == null ? null : List.copyOf(names);
        users = List.copyOf(users);
        messages = List.copyOf(messages);
    }

    /** A response without messages. */
    public Response(
            Code code,
            long time,
            @Nullable String text,
            Map<Detail, Object> details,
            @Nullable List<String> names,
            List<User> users) {
        this(code, time, text, details, names, users, List.of());
    }

    /** A response with a sentence only. */
    public Response(Code code, long time, @Nullable String text) {
        this(code, time, text, Map.of(), null, List.of());
    }

    /** The same with another value of that detail; null leaves it out. */
    public Response with(Detail detail, @Nullable Object value) {
        Map<Detail, Object> others = new EnumMap<>(Detail.class);
        others.putAll(details);
        if (value == null) {
            others.remove(detail);
        } else {
            others.put(detail, value instanceof Integer number ? (Long) number.longValue() : value);
        }
        return new Response(code, time, text, others, names, users, messages);
    }

    /** The same with another sentence. */
    public Response withText(@Nullable String other) {
        return new Response(code, time, other, details, names, users, messages);
    }

    /** The same with other names. */
    public Response withNames(@Nullable List<String> others) {
        return new Response(code, time, text, details, others, users, messages);
    }

    /** The same with other users, who have a status. */
    public Response withUsers(List<User> others) {
        return new Response(code, time, text, details, names, others, messages);
    }

    /** The same with other messages. */
    public Response withMessages(List<Response> others) {
        return new Response(code, time, text, details, names, users, others);
    }

    /** A detail that is a text, or null. */
    public @Nullable String text(Detail detail) {
        return (String) details.get(detail);
    }

    /** A detail that is a number, or null. */
    public @Nullable Long number(Detail detail) {
        return (Long) details.get(detail);
    }

    /** Whether a detail is there, and true. */
    public boolean is(Detail detail) {
        return Boolean.TRUE.equals(details.get(detail));
    }

    /** The details by their fields on the wire. */
    @JsonAnyGetter
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        details.forEach((detail, value) -> fields.put(detail.word(), value));
        return fields;
    }

    /** The user in a part that is about one, else null. */
    @JsonProperty
    public @Nullable User user() {
        return isPart() && users.size() == 1 ? users.get(0) : null;
    }

    /** The sentence of a response that is no error, else null. */
    @JsonProperty
    public @Nullable String alert() {
        return code.isError() ? null : text;
    }

    /** The sentence of an error, else null. */
    @JsonProperty
    public @Nullable String error() {
        return code.isError() ? text : null;
    }

    /** Whether it is a part of an answer, with the rest and the final answer still to come (PROTOCOL.md, section 10). */
    public boolean isPart() {
        return code.equals(Code.ACCEPTED)
                && (names != null
                        || !users.isEmpty()
                        || details.containsKey(Detail.ID)
                        || details.containsKey(Detail.ROOM));
    }

    /** The objects that it goes out as: the parts of its list, each within the limits, then the answer itself. */
    public List<Response> parts() {
        return parts(Limits.NAMES_IN_PART);
    }

    /** The same with so many names in each part. */
    public List<Response> parts(int most) {
        List<Response> parts = new ArrayList<>(messages);
        List<String> listed = names == null ? List.of() : names;
        for (int from = 0; from < listed.size(); from += most) {
            int to = Math.min(from + most, listed.size());
            parts.add(new Response(Code.ACCEPTED, time, null).withNames(listed.subList(from, to)));
        }
        users.forEach(user -> parts.add(new Response(Code.ACCEPTED, time, null).withUsers(List.of(user))));
        parts.add(withNames(null).withUsers(List.of()).withMessages(List.of()));
        return parts;
    }

    @Override
    public String toString() {
        return "Response[" + code + "]";
    }
}
