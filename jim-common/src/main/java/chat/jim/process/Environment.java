package chat.jim.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The environment variables in UTF-8, whatever the locale is, for the same reason and in the same way as the {@link Arguments}. */
public final class Environment {
    private static final Path VARIABLES = Path.of("/proc/self/environ");

    private Environment() {}

    /** The variable of that name, or null. */
    public static @Nullable String get(String name) {
        String given = System.getenv(name);
        if (given == null || Arguments.areWhole(given)) {
            return given;
        }
        try {
            return meant(Files.readAllBytes(VARIABLES), name, given);
        } catch (IOException e) {
            return given;
        }
    }

    /** Its value in {@code variables}, in which a zero ends each, if this is UTF-8 and can be what Java has given. */
    static String meant(byte[] variables, String name, String given) {
        try {
            String beginning = name + "=";
            return Arrays.stream(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(variables))
                            .toString()
                            .split("\0"))
                    .filter(variable -> variable.startsWith(beginning))
                    .map(variable -> variable.substring(beginning.length()))
                    .filter(value -> Arrays.equals(Arguments.readable(value), Arguments.readable(given)))
                    .findFirst()
                    .orElse(given);
        } catch (CharacterCodingException e) {
            return given;
        }
    }
}
