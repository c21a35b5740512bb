package chat.jim.codec;

import chat.jim.protocol.ProtocolException;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Puts the server's id at the end of a message that is kept, for who has asked for ids (PROTOCOL.md, section 12). An
 * {@code id} that the sender has put there goes, and so do other fields that the specification does not know, the last
 * one first, if the object would be too long. Everything else stays as it was sent.
 */
public final class IdField {
    private static final String FIELD = "id";
    private static final Set<String> KNOWN = Set.of("action", "time", "to", "from", "message");

    /** What an object has that may have a field {@code id}, however its name is written. */
    private static final List<byte[]> HINTS = List.of(ascii("\"id\""), ascii("\\u0069"), ascii("\\u0064"));

    private IdField() {}

    /** The message with that id. */
    public static Frame in(Frame message, long id) {
        byte[] end = ascii(",\"" + FIELD + "\":" + id + "}");
        if (HINTS.stream().noneMatch(hint -> contains(message, hint))) {
            byte[] longer = Arrays.copyOfRange(
                    message.array(), message.offset(), message.offset() + message.length() - 1 + end.length);
            System.arraycopy(end, 0, longer, message.length() - 1, end.length);
            try {
                return Frame.of(longer);
            } catch (FrameException e) {
                return shortened(message, id);
            }
        }
        return shortened(message, id);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean contains(Frame frame, byte[] hint) {
        byte[] bytes = frame.array();
        int last = frame.offset() + frame.length() - hint.length;
        for (int i = frame.offset(); i <= last; i++) {
            if (bytes[i] == hint[0] && Arrays.equals(bytes, i, i + hint.length, hint, 0, hint.length)) {
                return true;
            }
        }
        return false;
    }

    private static Frame shortened(Frame message, long id) {
        List<String> dropped = new ArrayList<>(List.of(FIELD));
        List<String> unknown = new ArrayList<>(Json.object(message).propertyNames());
        unknown.removeAll(KNOWN);
        unknown.remove(FIELD);
        while (true) {
            try {
                return Frame.of(rebuilt(message, id, dropped));
            } catch (FrameException e) {
                if (unknown.isEmpty()) {
                    throw ProtocolException.badRequest(String.valueOf(e.getMessage()));
                }
                dropped.add(unknown.remove(unknown.size() - 1));
            }
        }
    }

    /** Copies token by token, because a tree would write some numbers in another form. */
    private static byte[] rebuilt(Frame message, long id, List<String> dropped) {
        return Json.generated(generator -> {
            try (JsonParser parser = Json.parser(message)) {
                while (parser.nextToken() != null) {
                    int depth = parser.streamReadContext().getNestingDepth();
                    if (depth == 1
                            && parser.currentToken() == JsonToken.PROPERTY_NAME
                            && dropped.contains(parser.currentName())) {
                        parser.nextToken();
                        parser.skipChildren();
                        continue;
                    }
                    if (depth == 0 && parser.currentToken() == JsonToken.END_OBJECT) {
                        generator.writeNumberProperty(FIELD, id);
                    }
                    Codec.copy(parser, generator);
                }
            }
        });
    }
}
