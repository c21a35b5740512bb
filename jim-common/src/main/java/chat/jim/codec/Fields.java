package chat.jim.codec;

import chat.jim.protocol.ProtocolException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The known fields of one object while it is being decoded. That a field is of the wrong type matters only when an
 * action asks for it; that it stands there twice always does, since two readers could take different ones.
 */
final class Fields {
    private final Set<Field> seen = EnumSet.noneOf(Field.class);
    private final Map<Field, String> texts = new EnumMap<>(Field.class);
    private final List<String> names = new ArrayList<>();
    private @Nullable Long time;

    /** Notes that the field is there; without a value it is of the wrong type. */
    void see(Field field) {
        if (!seen.add(field)) {
            throw ProtocolException.badRequest("The field " + field.word() + " is there twice: send it once.");
        }
    }

    void put(Field field, String value) {
        texts.put(field, value);
    }

    void putTime(long seconds) {
        time = seconds;
    }

    void addName(String name) {
        names.add(name);
    }

    boolean has(Field field) {
        return seen.contains(field);
    }

    /** The text of a field that has to be there. */
    String text(Field field) {
        String value = texts.get(field);
        if (value == null) {
            String needed = has(field) ? "" : " is needed, and";
            throw ProtocolException.badRequest("The field " + field.word() + needed + " has to be a string.");
        }
        return value;
    }

    /** The text of a field that may be missing. */
    @Nullable
    String optional(Field field) {
        return has(field) ? text(field) : null;
    }

    /** The time, which has to be there. */
    long time() {
        if (time == null) {
            throw ProtocolException.badRequest("The field time is needed, and has to be a number of UNIX seconds.");
        }
        return time;
    }

    /** The time where it may be missing, 0 then. */
    long optionalTime() {
        return has(Field.TIME) ? time() : 0;
    }

    List<String> names() {
        return names;
    }
}
