package chat.jim.dialect;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Something in an object by which a dialect is recognised. */
interface Sign {
    /** A sign that is in no object. */
    Sign NEVER = object -> false;

    /** Whether the object has the sign. */
    boolean isIn(ObjectNode object);

    /** A field of that name. */
    static Sign has(String field) {
        return object -> object.has(field);
    }

    /** A field that is one of these texts. */
    static Sign is(String field, String... texts) {
        List<String> any = List.of(texts);
        return object ->
                object.path(field).isString() && any.contains(object.path(field).stringValue());
    }

    /** A field that is a text. */
    static Sign text(String field) {
        return object -> object.path(field).isString();
    }

    /** A field that is a text of digits. */
    static Sign digits(String field) {
        return object -> object.path(field).isString()
                && object.path(field).stringValue().matches("[0-9]+");
    }

    /** A field that is a number, unless it is a whole one too large for a time. */
    static Sign number(String field) {
        return object -> isNumber(object.path(field));
    }

    private static boolean isNumber(JsonNode value) {
        return value.isFloatingPointNumber() || (value.isNumber() && value.canConvertToLong());
    }

    /** A field that is a number written with a fraction or an exponent. */
    static Sign fraction(String field) {
        return object -> object.path(field).isFloatingPointNumber();
    }

    /** Just these fields. */
    static Sign only(String... fields) {
        Set<String> all = Set.of(fields);
        return object -> Set.copyOf(object.propertyNames()).equals(all);
    }

    /** A sign in the field {@code user}; a user that is no object counts as an empty one. */
    static Sign inUser(Sign sign) {
        return object -> sign.isIn(user(object));
    }

    private static ObjectNode user(ObjectNode object) {
        return object.get("user") instanceof ObjectNode user ? user : JsonNodeFactory.instance.objectNode();
    }

    /** Both signs. */
    default Sign and(Sign other) {
        return object -> isIn(object) && other.isIn(object);
    }

    /** Either sign. */
    default Sign or(Sign other) {
        return object -> isIn(object) || other.isIn(object);
    }

    /** Not the sign. */
    static Sign not(Sign sign) {
        return object -> !sign.isIn(object);
    }
}
