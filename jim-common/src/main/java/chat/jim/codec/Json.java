package chat.jim.codec;

import chat.jim.protocol.Limits;
import chat.jim.protocol.ProtocolException;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** Jackson's parser and generator, within the limits of the wire. What goes wrong is a {@link ProtocolException} 400. */
final class Json {
    private static final JsonFactory JACKSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.NESTING)
                    .build())
            .build();

    private Json() {}

    /** A parser for the frame's bytes, before the first token. */
    static JsonParser parser(Frame frame) {
        return JACKSON.createParser(ObjectReadContext.empty(), frame.array(), frame.offset(), frame.length());
    }

    /** Has the frame's content read, by a parser that stands at its opening brace. */
    static void read(Frame frame, Consumer<JsonParser> reading) {
        try (JsonParser parser = parser(frame)) {
            parser.nextToken();
            reading.accept(parser);
        } catch (StreamConstraintsException e) {
            throw ProtocolException.badRequest(
                    "This object is nested too deep: keep it within " + Limits.NESTING + " levels.");
        } catch (JacksonException e) {
            throw ProtocolException.badRequest("This is not JSON" + place(e.getLocation()) + ": correct it.");
        }
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** What is generated, compact. */
    static byte[] bytes(Consumer<JsonGenerator> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = JACKSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            content.accept(generator);
        }
        return bytes.toByteArray();
    }

    /** The same as a frame; 400 if it would be longer than {@link Frame#MAX_CHARACTERS}. */
    static Frame frame(Consumer<JsonGenerator> content) {
        try {
            return Frame.of(bytes(content));
        } catch (FrameException e) {
            throw ProtocolException.badRequest(String.valueOf(e.getMessage()));
        }
    }
}
