package chat.jim.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The environment variables in UTF-8, whatever the locale is; why and how, see {@link Arguments}. */
public final class Environment {
    private static final Path VARIABLES = Path.of("/proc/self/environ");

    private static volatile UnaryOperator<@Nullable String> variables = System::getenv;

    private Environment() {}

    /** Replaces the variables: for tests that run a program in their own process. */
    static void replace(UnaryOperator<@Nullable String> newVariables) {
        variables = newVariables;
    }

    /** The value of a variable, or null. */
    public static @Nullable String get(String name) {
        String given = variables.apply(name);
        return given == null || Arguments.areIntact(given) ? given : decoded(VARIABLES, name, given);
    }

    /** The value in {@code variables}, where a zero ends each, if they are UTF-8 and it matches the one that Java has given. */
    static String decoded(Path variables, String name, String given) {
        try {
            String beginning = name + "=";
            return Arrays.stream(Files.readString(variables).split("\0"))
                    .filter(variable -> variable.startsWith(beginning))
                    .map(variable -> variable.substring(beginning.length()))
                    .filter(value -> Arrays.equals(Arguments.intactPart(value), Arguments.intactPart(given)))
                    .findFirst()
                    .orElse(given);
        } catch (IOException e) {
            return given;
        }
    }
}
