package chat.jim.protocol;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer or a notice: a code, a sentence (on the wire {@code alert}, or {@code error} from 400 on), and a list of names
 * where one was asked for, else null. On the wire a list goes in parts, see {@link #parts}.
 */
@JsonPropertyOrder({"response", "time", "alert", "error", "list"})
public record Response(
        @JsonProperty("response") Code code,
        long time,
        @JsonIgnore @Nullable String text,
        @JsonProperty("list") @Nullable List<String> names)
        implements Message {
    /** Copies the names. */
    public Response {
        names = names == null ? null : List.copyOf(names);
    }

    /** A response without a list. */
    public Response(Code code, long time, @Nullable String text) {
        this(code, time, text, null);
    }

    /** The same with other names. */
    public Response withNames(@Nullable List<String> others) {
        return new Response(code, time, text, others);
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
            parts.add(new Response(Code.ACCEPTED, time, null, names.subList(from, to)));
        }
        parts.add(withNames(null));
        return parts;
    }

    @Override
    public String toString() {
        return "Response[" + code + "]";
    }
}
