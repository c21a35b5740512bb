package chat.jim.codec;

import chat.jim.protocol.Code;
import chat.jim.protocol.Limits;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.wire.Frame;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads responses as other servers write them: with the code elsewhere or nowhere, or with a list in place of words. Only a
 * client meets such servers; a server takes no responses.
 */
public final class ForeignResponse {
    private static final List<String> WORDS = List.of("error", "alert", "msg", "message");
    private static final List<String> LISTS = List.of("list", "data_list", "alert");

    private ForeignResponse() {}

    /**
     * The response that the object is, or null if it is none.
     *
     * @throws ProtocolException 400 if it is not JSON
     */
    public static @Nullable Response read(Frame frame) {
        ObjectNode object = Json.object(frame);
        Code code = Stream.of("response", "code")
                .map(field -> code(object.path(field)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> impliedCode(object));
        return code == null
                ? null
                : new Response(code, time(object.path("time")), words(object)).withNames(names(object));
    }

    private static @Nullable Code code(JsonNode number) {
        String digits = number.isNumber() || number.isString() ? number.asString() : "";
        try {
            return Code.of(digits);
        } catch (ProtocolException e) {
            return null;
        }
    }

    /** Without a code, only the field of the words says whether it is an error. Whatever has a verb is no response. */
    private static @Nullable Code impliedCode(ObjectNode object) {
        if (object.has("action") || object.has("event")) {
            return null;
        }
        return object.has("error") ? Code.BAD_REQUEST : object.has("alert") ? Code.OK : null;
    }

    private static @Nullable String words(ObjectNode object) {
        return WORDS.stream()
                .map(object::path)
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable List<String> names(ObjectNode object) {
        return LISTS.stream()
                .map(object::path)
                .filter(list -> list.isArray() && !list.isEmpty())
                .map(list -> list.valueStream()
                        .filter(JsonNode::isString)
                        .map(JsonNode::stringValue)
                        .toList())
                .findFirst()
                .orElse(null);
    }

    private static long time(JsonNode time) {
        double seconds = time.isNumber() ? time.numberValue().doubleValue() : 0;
        return Math.abs(seconds) < Limits.TIME ? (long) Math.floor(seconds) : 0;
    }
}
