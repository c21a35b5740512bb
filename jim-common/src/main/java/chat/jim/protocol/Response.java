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
 * (section 7), or a list of names. On the wire a list goes in parts, see {@link #parts}.
 */
@JsonPropertyOrder({"response", "time", "alert", "error", "resume", "reached", "list"})
public record Response(
        @JsonProperty("response") Code code,
        long time,
        @JsonIgnore @Nullable String text,
        @Nullable String resume,
        @Nullable Integer reached,
        @JsonProperty("list") @Nullable List<String> names)
        implements Message {
    /** Copies the names. */
    public Response {
        names = names == null ? null : List.copyOf(names);
    }

    /** A response with a sentence only. */
    public Response(Code code, long time, @Nullable String text) {
        this(code, time, text, null, null, null);
    }

    /** The same with another resume token. */
    public Response withResume(@Nullable String token) {
        return new Response(code, time, text, token, reached, names);
    }

    /** The same with another number of those who were reached. */
    public Response withReached(@Nullable Integer others) {
        return new Response(code, time, text, resume, others, names);
    }

    /** The same with other names. */
    public Response withNames(@Nullable List<String> others) {
        return new Response(code, time, text, resume, reached, others);
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
        return code.equals(Code.ACCEPTED) && names != null;
    }

    /** The objects that it goes out as: the parts of its list, each within the limits, then the answer itself. */
    public List<Response> parts() {
        if (names == null) {
            return List.of(this);
        }
        List<Response> parts = new ArrayList<>();
        for (int from = 0; from < names.size(); from += Limits.NAMES_IN_PART) {
            int to = Math.min(from + Limits.NAMES_IN_PART, names.size());
            parts.add(new Response(Code.ACCEPTED, time, null).withNames(names.subList(from, to)));
        }
        parts.add(withNames(null));
        return parts;
    }

    @Override
    public String toString() {
        return "Response[" + code + "]";
    }
}
