package chat.jim.codec;

import chat.jim.wire.FlatObject;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Puts the server's id at the end of a message that is kept, for who has asked for ids (PROTOCOL.md, section 12). An
 * {@code id} that the sender has put there goes, and so do other fields that the specification does not know, the last
 * one first, if the object would be too long, and the fraction of its time. Everything else stays as it was sent.
 */
public final class IdField {
    private static final String FIELD = "id";
    private static final long NONE = 0;
    private static final Set<String> KNOWN = Set.of("action", "time", "to", "from", "message");

    /** What an object has that may have a field {@code id}, however its name is written. */
    private static final List<byte[]> HINTS = List.of(ascii("\"id\""), ascii("\\u0069"), ascii("\\u0064"));

    private IdField() {}

    /** The message with that id; without any, if there is no room for it. */
    public static Frame in(Frame message, long id) {
        if (!mayHaveId(message)) {
            byte[] end = ascii(",\"" + FIELD + "\":" + id + "}");
            byte[] longer = Arrays.copyOfRange(
                    message.array(), message.offset(), message.offset() + message.length() - 1 + end.length);
            System.arraycopy(end, 0, longer, message.length() - 1, end.length);
            Frame frame = frame(longer);
            if (frame != null) {
                return frame;
            }
        }
        return shortened(message, id);
    }

    /** The message without an id that its sender has put there: who has asked for ids takes it for the server's. */
    public static Frame without(Frame message) {
        if (!mayHaveId(message)) {
            return message;
        }
        Frame frame = frame(rebuilt(message, NONE, List.of(FIELD), false));
        return frame == null ? message : frame;
    }

    private static boolean mayHaveId(Frame message) {
        FlatObject object = message.flatObject();
        return object == null
                ? HINTS.stream().anyMatch(hint -> contains(message, hint))
                : object.find(FlatObject.key(FIELD)) >= 0;
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

    /** Null if the object is too long. */
    private static @Nullable Frame frame(byte[] object) {
        try {
            return Frame.of(object);
        } catch (FrameException e) {
            return null;
        }
    }

    private static Frame shortened(Frame message, long id) {
        List<String> dropped = new ArrayList<>(List.of(FIELD));
        List<String> unknown = new ArrayList<>(Json.object(message).propertyNames());
        unknown.removeAll(KNOWN);
        unknown.remove(FIELD);
        Frame frame = frame(rebuilt(message, id, dropped, false));
        while (frame == null && !unknown.isEmpty()) {
            dropped.add(unknown.remove(unknown.size() - 1));
            frame = frame(rebuilt(message, id, dropped, false));
        }
        if (frame == null) {
            frame = frame(rebuilt(message, id, dropped, true));
        }
        return frame == null ? without(message) : frame;
    }

    /**
     * Copies token by token, because a tree would write some numbers in another form.
     *
     * @param shortTime whether to write the time in whole seconds
     */
    private static byte[] rebuilt(Frame message, long id, List<String> dropped, boolean shortTime) {
        return Json.generated(generator -> {
            try (JsonParser parser = Json.parser(message)) {
                while (parser.nextToken() != null) {
                    int depth = parser.streamReadContext().getNestingDepth();
                    JsonToken token = parser.currentToken();
                    if (depth == 1 && token == JsonToken.PROPERTY_NAME && dropped.contains(parser.currentName())) {
                        parser.nextToken();
                        parser.skipChildren();
                        continue;
                    }
                    if (depth == 0 && token == JsonToken.END_OBJECT && id != NONE) {
                        generator.writeNumberProperty(FIELD, id);
                    }
                    if (shortTime && depth == 1 && token.isNumeric() && "time".equals(parser.currentName())) {
                        generator.writeNumber((long) Math.floor(parser.getDoubleValue()));
                    } else {
                        Codec.copy(parser, generator);
                    }
                }
            }
        });
    }
}
