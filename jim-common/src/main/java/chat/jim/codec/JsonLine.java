package chat.jim.codec;

import chat.jim.protocol.ProtocolException;
import chat.jim.wire.Frame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A JSON object of any length on one line, with fields that no record of the protocol has. For one thread. */
public final class JsonLine {
    private final ObjectNode object;

    private JsonLine(ObjectNode object) {
        this.object = object;
    }

    /** An empty one, to be filled. */
    public static JsonLine empty() {
        return new JsonLine(JsonNodeFactory.instance.objectNode());
    }

    /**
     * Reads one.
     *
     * @throws ProtocolException 400 if it is no object
     */
    public static JsonLine of(String line) {
        String text = line.strip();
        if (!text.startsWith("{")) {
            throw ProtocolException.badRequest("This is no JSON object: send one on each line.");
        }
        return new JsonLine(Json.object(Frame.ofAnyLength(text.getBytes(StandardCharsets.UTF_8))));
    }

    /** Adds a field. */
    public JsonLine with(String field, String value) {
        object.put(field, value);
        return this;
    }

    /** Adds a field. */
    public JsonLine with(String field, long value) {
        object.put(field, value);
        return this;
    }

    /** Adds a field. */
    public JsonLine with(String field, boolean value) {
        object.put(field, value);
        return this;
    }

    /** Adds a field. */
    public JsonLine withTexts(String field, List<String> values) {
        ArrayNode array = object.putArray(field);
        values.forEach(array::add);
        return this;
    }

    /** Adds a field. */
    public JsonLine withNumbers(String field, long... values) {
        ArrayNode array = object.putArray(field);
        LongStream.of(values).forEach(array::add);
        return this;
    }

    /** Adds a field. */
    public JsonLine with(String field, List<JsonLine> values) {
        ArrayNode array = object.putArray(field);
        values.forEach(value -> array.add(value.object));
        return this;
    }

    /** The names of all fields. */
    public Set<String> fields() {
        return Set.copyOf(object.propertyNames());
    }

    /**
     * The text of a field that has to be there.
     *
     * @throws ProtocolException 400 if it is not, or is no text
     */
    public String text(String field) {
        return Json.text(object, field);
    }

    /**
     * The text of a field; null if it is not there.
     *
     * @throws ProtocolException 400 if it is no text
     */
    public @Nullable String optionalText(String field) {
        return object.has(field) ? text(field) : null;
    }

    /**
     * The whole number of a field, or {@code otherwise} if it is not there.
     *
     * @throws ProtocolException 400 if it is something else
     */
    public long number(String field, long otherwise) {
        if (!object.has(field)) {
            return otherwise;
        }
        JsonNode value = object.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw ProtocolException.badRequest("The field " + field + " has to be a whole number.");
        }
        return value.longValue();
    }

    /** Whether a field is true. */
    public boolean flag(String field) {
        return object.path(field).asBoolean(false);
    }

    /** The texts in a field. */
    public List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        object.path(field).forEach(value -> texts.add(value.asString()));
        return texts;
    }

    /** The whole numbers in a field; something else in it counts as 0. */
    public List<Long> numbers(String field) {
        List<Long> numbers = new ArrayList<>();
        object.path(field).forEach(value -> numbers.add(value.asLong(0)));
        return numbers;
    }

    /** The object in a field; null if it is not there, or is something else. */
    public @Nullable JsonLine optionalObject(String field) {
        return object.path(field) instanceof ObjectNode inner ? new JsonLine(inner) : null;
    }

    /** The objects in a field. */
    public List<JsonLine> objects(String field) {
        List<JsonLine> objects = new ArrayList<>();
        for (JsonNode value : object.path(field)) {
            if (value instanceof ObjectNode inner) {
                objects.add(new JsonLine(inner));
            }
        }
        return objects;
    }

    /** The line. */
    @Override
    public String toString() {
        return new String(Json.bytes(object), StandardCharsets.UTF_8);
    }
}
