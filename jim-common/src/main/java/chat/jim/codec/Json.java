package chat.jim.codec;

import chat.jim.protocol.Limits;
import chat.jim.protocol.ProtocolException;
import chat.jim.wire.Frame;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Jackson, as strict as the wire is: between frames and trees, and between trees and records. What goes wrong is a
 * {@link ProtocolException} 400 that names the field. Loading this class takes a few tenths of a second.
 */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Limits.NESTING)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .withCoercionConfigDefaults(coercions -> {
                for (CoercionInputShape shape : CoercionInputShape.values()) {
                    coercions.setCoercion(shape, CoercionAction.Fail);
                }
            })
            .changeDefaultVisibility(visibility -> visibility.withIsGetterVisibility(Visibility.NONE))
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(Include.NON_NULL))
            .build();

    private Json() {}

    /**
     * Reads a frame as a tree. A null in an object has become an empty array: both are the wrong type for every field that is
     * known here, but Jackson would take a null for a field that is missing.
     *
     * @throws ProtocolException 400 if it is not JSON, is nested too deeply, or has a field twice
     */
    public static ObjectNode object(Frame frame) {
        try (JsonParser parser = parser(frame)) {
            ObjectNode object = readTree(parser);
            replaceNulls(object);
            return object;
        }
    }

    private static ObjectNode readTree(JsonParser parser) {
        try {
            return (ObjectNode) MAPPER.readTree(parser);
        } catch (MismatchedInputException e) {
            throw ProtocolException.badRequest(nameable(fieldAt(parser)) + " appears twice: send it once.");
        } catch (StreamConstraintsException e) {
            throw ProtocolException.badRequest(
                    "This object is nested too deeply: keep it within " + Limits.NESTING + " levels.");
        } catch (JacksonException e) {
            throw ProtocolException.badRequest("This is not JSON" + place(e.getLocation()) + ": correct it.");
        }
    }

    /** The field whose value the parser has read, or has just opened. */
    private static String fieldAt(JsonParser parser) {
        TokenStreamContext context = parser.streamReadContext();
        return String.valueOf(
                context.currentName() == null ? context.getParent().currentName() : context.currentName());
    }

    /** Only a short name: the answer, which some dialects even give twice, has to fit into an object. */
    private static String nameable(String field) {
        return Limits.length(field) > Limits.NAME ? "A field with a long name" : "The field " + field;
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static void replaceNulls(ObjectNode object) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (member.getValue().isNull()) {
                member.setValue(object.arrayNode());
            } else if (member.getValue() instanceof ObjectNode inner) {
                replaceNulls(inner);
            }
        }
    }

    /**
     * Makes the record of which the tree has the fields, and maybe others.
     *
     * @throws ProtocolException 400 if a field is missing, of the wrong type, or refused by the record
     */
    static <T> T bind(ObjectNode object, Class<T> type) {
        try {
            return MAPPER.treeToValue(object, type);
        } catch (JacksonException e) {
            throw refusal(e, object);
        }
    }

    private static ProtocolException refusal(JacksonException e, ObjectNode object) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ProtocolException byTheRecord) {
                return byTheRecord;
            }
        }
        JsonNode value = object;
        String field = "";
        for (JacksonException.Reference reference : e.getPath()) {
            field = reference.getPropertyName();
            value = value.path(field);
        }
        return refused(field, !value.isMissingNode(), wanted(e));
    }

    private static String wanted(JacksonException e) {
        if (e instanceof InputCoercionException) {
            return "a smaller number";
        }
        Class<?> type = e instanceof MismatchedInputException wrong ? wrong.getTargetType() : null;
        if (type == Boolean.class) {
            return "true or false";
        }
        return type != null && Number.class.isAssignableFrom(type) ? "a whole number" : "a string";
    }

    /**
     * The text of a field that has to be there.
     *
     * @throws ProtocolException 400 if it is not, or is no text
     */
    static String text(ObjectNode object, String field) {
        JsonNode value = object.path(field);
        if (!value.isString()) {
            throw refused(field, !value.isMissingNode(), "a string");
        }
        return value.stringValue();
    }

    private static ProtocolException refused(String field, boolean isThere, String type) {
        return ProtocolException.badRequest(
                "The field " + field + (isThere ? "" : " is needed, and") + " has to be " + type + ".");
    }

    /** A record or a tree as compact JSON. */
    static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** What is generated, as compact JSON. */
    static byte[] generated(Consumer<JsonGenerator> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = MAPPER.createGenerator(bytes)) {
            content.accept(generator);
        }
        return bytes.toByteArray();
    }

    /** A parser for the frame's bytes, before the first token. */
    static JsonParser parser(Frame frame) {
        return MAPPER.createParser(frame.array(), frame.offset(), frame.length());
    }
}
