package chat.jim.protocol;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer or a notice: a code, a sentence (on the wire {@code alert}, or {@code error} from 400 on), and what was asked
 * for besides, else null: a resume token (PROTOCOL.md, section 5), how many others a message to a room has reached
 * (section 7), a list of names, and users with a status. On the wire lists go in parts, see {@link #parts}.
 */
@JsonPropertyOrder({"response", "time", "alert", "error", "resume", "reached", "list", "user"})
public record Response(
        @JsonProperty("response") Code code,
        long time,
        @JsonIgnore @Nullable String text,
        @Nullable String resume,
        @Nullable Integer reached,
        @JsonProperty("list") @Nullable List<String> names,
        @JsonIgnore List<User> users)
        implements Message {
    /** Copies the lists. */
    public Response {
        names = names == null ? null : List.copyOf(names);
        users = List.copyOf(users);
    }

    /** A response with a sentence only. */
    public Response(Code code, long time, @Nullable String text) {
        this(code, time, text, null, null, null, List.of());
    }

    /** The same with another resume token. */
    public Response withResume(@Nullable String token) {
        return new Response(code, time, text, token, reached, names, users);
    }

    /** The same with another number of those who were reached. */
    public Response withReached(@Nullable Integer others) {
        return new Response(code, time, text, resume, others, names, users);
    }

    /** The same with other names. */
    public Response withNames(@Nullable List<String> others) {
        return new Response(code, time, text, resume, reached, others, users);
    }

    /** The same with other users, who have a status. */
    public Response withUsers(List<User> others) {
        return new Response(code, time, text, resume, reached, names, others);
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

    /** Whether it is a part of a list, with the rest and the final answer still to come (PROTOCOL.md, section 10). */
    public boolean isPart() {
        return code.equals(Code.ACCEPTED) && (names != null || !users.isEmpty());
    }

    /** The objects that it goes out as: the parts of its list, each within the limits, then the answer itself. */
    public List<Response> parts() {
        List<Response> parts = new ArrayList<>();
        List<String> listed = names == null ? List.of() : names;
        for (int from = 0; from < listed.size(); from += Limits.NAMES_IN_PART) {
            int to = Math.min(from + Limits.NAMES_IN_PART, listed.size());
            parts.add(new Response(Code.ACCEPTED, time, null).withNames(listed.subList(from, to)));
        }
        users.forEach(user -> parts.add(new Response(Code.ACCEPTED, time, null).withUsers(List.of(user))));
        parts.add(withNames(null).withUsers(List.of()));
        return parts;
    }

    @Override
    public String toString() {
        return "Response[" + code + "]";
    }
}
