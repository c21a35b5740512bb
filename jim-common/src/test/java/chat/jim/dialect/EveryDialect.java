package chat.jim.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.codec.Json;
import chat.jim.testing.RawClient;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** All the dialects that there are, by their names. JSON may be written with single quotes. */
final class EveryDialect {
    private static final Map<String, Dialect> BY_NAME = new TreeMap<>();

    static {
        BY_NAME.put("spec", Dialects.SPECIFICATION);
        Dialects.OTHERS.forEach(dialect -> BY_NAME.put(dialect.name(), dialect));
        assertThat(BY_NAME.keySet()).containsExactlyInAnyOrderElementsOf(Dialects.names());
    }

    private EveryDialect() {}

    static Collection<Dialect> all() {
        return BY_NAME.values();
    }

    static Dialect named(String name) {
        return BY_NAME.get(name);
    }

    static ObjectNode object(String singleQuoted) {
        return Json.object(frame(singleQuoted));
    }

    static Frame frame(String singleQuoted) {
        try {
            return Frame.of(RawClient.json(singleQuoted).getBytes(UTF_8));
        } catch (FrameException e) {
            throw new AssertionError(singleQuoted, e);
        }
    }
}
