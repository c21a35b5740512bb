package chat.jim.codec;

import chat.jim.protocol.Limits;
import chat.jim.protocol.ProtocolException;
import chat.jim.wire.Frame;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One object with its members in order, whatever they are called: what dialects are read from and written to. Its values
 * are texts, numbers and objects; an array or a literal that was read is there, but has no value. Immutable.
 */
public final class JsonObject {
    private static final Object WITHOUT_VALUE = new Object();

    private final Map<String, Object> members;

    private JsonObject(Map<String, Object> members) {
        this.members = members;
    }

    /**
     * Reads a frame.
     *
     * @throws ProtocolException 400 if it is not JSON, or has two members of one name
     */
    public static JsonObject of(Frame frame) {
        Map<String, Object> members = new LinkedHashMap<>();
        Json.read(frame, parser -> readInto(members, parser));
        return new JsonObject(members);
    }

    /** An object with one member. */
    public static JsonObject of(String name, Object value) {
        return new JsonObject(Map.of()).with(name, value);
    }

    /** The same with one more member: a text, a whole number, a list of texts, or what has a text; null adds none. */
    public JsonObject with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new JsonObject(more);
    }

    /** The names of its members. */
    public Set<String> names() {
        return members.keySet();
    }

    /** Whether there is a member of that name, of whatever type. */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** Whether there is a member of that name, and it is this text. */
    public boolean has(String name, String text) {
        return text.equals(members.get(name));
    }

    /** The text of that name, or null. */
    public @Nullable String text(String name) {
        return members.get(name) instanceof String text ? text : null;
    }

    /** The number of that name, or null: a {@code Double} only if it was written with a fraction or an exponent. */
    public @Nullable Number number(String name) {
        return members.get(name) instanceof Number number ? number : null;
    }

    /** The object of that name; without members if there is none. */
    public JsonObject object(String name) {
        return members.get(name) instanceof JsonObject object ? object : new JsonObject(Map.of());
    }

    /**
     * It as a frame, compact.
     *
     * @throws ProtocolException 400 if it would be longer than {@link Frame#MAX_CHARACTERS}
     */
    public Frame frame() {
        return Json.frame(generator -> {
            generator.writeStartObject();
            members.forEach((name, value) -> write(generator, name, value));
            generator.writeEndObject();
        });
    }

    private static void write(JsonGenerator generator, String name, Object value) {
        if (value instanceof Number number) {
            generator.writeNumberProperty(name, number.longValue());
        } else if (value instanceof List<?> texts) {
            generator.writeArrayPropertyStart(name);
            texts.forEach(text -> generator.writeString(String.valueOf(text)));
            generator.writeEndArray();
        } else {
            generator.writeStringProperty(name, value.toString());
        }
    }

    private static void readInto(Map<String, Object> members, JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (members.put(name, value(parser)) != null) {
                throw ProtocolException.badRequest(nameable(name) + " is there twice: send it once.");
            }
        }
    }

    /** Only what is short: an answer, which some dialects even give twice, has to fit into an object. */
    private static String nameable(String field) {
        return Limits.length(field) > Limits.NAME ? "A field with a long name" : "The field " + field;
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> wholeNumber(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case START_OBJECT -> {
                Map<String, Object> members = new LinkedHashMap<>();
                readInto(members, parser);
                yield new JsonObject(members);
            }
            default -> {
                parser.skipChildren();
                yield WITHOUT_VALUE;
            }
        };
    }

    /** One that is too large for a time has no value. */
    private static Object wholeNumber(JsonParser parser) {
        try {
            return Long.valueOf(parser.getString());
        } catch (NumberFormatException e) {
            return WITHOUT_VALUE;
        }
    }
}
