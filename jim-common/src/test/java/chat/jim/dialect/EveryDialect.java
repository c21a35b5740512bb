package chat.jim.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.codec.JsonObject;
import chat.jim.testing.RawClient;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All the dialects that there are, by their names. JSON may be written with single quotes. */
final class EveryDialect {
    private static final Map<String, Dialect> BY_NAME = new TreeMap<>();

    static {
        List.of(
                        Dialects.SPECIFICATION,
                        new Event(),
                        new ClientName(),
                        new Hanita(),
                        new CourseGui(),
                        new GuestBroadcast(),
                        new GuestLogin(),
                        new ContactsByQuantity(),
                        new Scattered(),
                        new Course("course", "mess_text"),
                        new Course("course-text", "message_text"))
                .forEach(dialect -> BY_NAME.put(dialect.name(), dialect));
        assertThat(BY_NAME.keySet()).containsExactlyInAnyOrderElementsOf(Dialects.names());
    }

    private EveryDialect() {}

    static Collection<Dialect> all() {
        return BY_NAME.values();
    }

    static Dialect named(String name) {
        return BY_NAME.get(name);
    }

    static JsonObject object(String singleQuoted) {
        return JsonObject.of(frame(singleQuoted));
    }

    static Frame frame(String singleQuoted) {
        try {
            return Frame.of(RawClient.json(singleQuoted).getBytes(UTF_8));
        } catch (FrameException e) {
            throw new AssertionError(singleQuoted, e);
        }
    }
}
