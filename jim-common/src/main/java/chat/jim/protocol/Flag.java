package chat.jim.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/** A field that may say yes or no. Any other value than true and false means nothing, for programs that use it otherwise. */
public enum Flag {
    YES,
    NO;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static @Nullable Flag of(Object field) {
        return field instanceof Boolean yes ? (yes ? YES : NO) : null;
    }

    @JsonValue
    boolean field() {
        return this == YES;
    }

    /** The field if it says what can be meant by it, else null. */
    public static @Nullable Flag only(Flag meant, @Nullable Flag field) {
        return field == meant ? field : null;
    }
}
