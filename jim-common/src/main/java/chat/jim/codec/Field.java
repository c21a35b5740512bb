package chat.jim.codec;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields that have a meaning here, by their names on the wire; all others are unknown and let pass. */
enum Field {
    ACTION("action"),
    RESPONSE("response"),
    TIME("time"),
    TYPE("type"),
    USER("user"),
    TO("to"),
    FROM("from"),
    ENCODING("encoding"),
    MESSAGE("message"),
    ROOM("room"),
    USER_ID("user_id"),
    ALERT("alert"),
    ERROR("error"),
    LIST("list"),
    ACCOUNT_NAME("account_name", true),
    PASSWORD("password", true),
    STATUS("status", true);

    private static final Map<String, Field> TOP = byName(false);
    private static final Map<String, Field> IN_USER = byName(true);

    private final String word;
    private final boolean inUser;

    Field(String word) {
        this(word, false);
    }

    Field(String word, boolean inUser) {
        this.word = word;
        this.inUser = inUser;
    }

    String word() {
        return word;
    }

    /** The field called {@code name}, at the top of the object or inside its {@code user}; null if it is unknown. */
    static @Nullable Field of(String name, boolean inUser) {
        return (inUser ? IN_USER : TOP).get(name);
    }

    private static Map<String, Field> byName(boolean inUser) {
        return Arrays.stream(values())
                .filter(field -> field.inUser == inUser)
                .collect(Collectors.toUnmodifiableMap(Field::word, Function.identity()));
    }
}
