package chat.jim.cli;

import chat.jim.process.Environment;
import chat.jim.process.ParentProcess;
import chat.jim.process.UserFolders;
import chat.jim.settings.SettingsFile;
import chat.jim.text.Texts;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The options that a user has set for all runs of a program: in environment variables {@code JIM_...}, or else in a file.
 * The command line overrides both. A setting has the name of its option; an empty one counts as missing.
 *
 * <p>Picocli's own provider for properties reads them in Latin-1, ignores unknown settings, and does not know which value
 * came from where.
 */
public final class Configuration implements IDefaultValueProvider {
    private static final Texts TEXTS = Texts.of(Configuration.class);
    private static final String LANGUAGE = "lang";

    private final List<String> keys;
    private final @Nullable Path file;
    private final UnaryOperator<@Nullable String> environment;
    private final @Nullable SettingsFile read;
    private final Properties settings;

    Configuration(List<String> keys, @Nullable Path file, UnaryOperator<@Nullable String> environment) {
        this.keys = keys;
        this.file = file;
        this.environment = environment;
        read = file == null ? null : SettingsFile.read(file);
        settings = read == null ? new Properties() : read.settings();
    }

    /** The configuration of a program without a file, which has only the language. */
    static Configuration ofLanguage() {
        return new Configuration(List.of(LANGUAGE), null, Environment::get);
    }

    /**
     * The configuration of a program with a file: {@code PROGRAM.properties} in the user's folder for settings. A launcher
     * tells the programs that it starts everything on the command line, so they read none.
     *
     * @param keys the options that may be set, without dashes
     */
    public static Configuration of(String program, List<String> keys) {
        return ParentProcess.exists()
                ? new Configuration(List.of(), null, Environment::get)
                : new Configuration(
                        keys, UserFolders.ofUser().settings().resolve(program + ".properties"), Environment::get);
    }

    /** The language that is set, or null. */
    @Nullable
    String language() {
        return value(LANGUAGE);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec option) {
        String problem = problem();
        if (problem != null) {
            throw new ParameterException(option.command().commandLine(), problem);
        }
        return value(key(option));
    }

    private @Nullable String problem() {
        String unreadable = read == null ? null : read.problem();
        if (unreadable != null) {
            return unreadable;
        }
        TreeSet<String> unknown = new TreeSet<>(settings.stringPropertyNames());
        unknown.removeAll(keys);
        return unknown.isEmpty()
                ? null
                : TEXTS.say("configuration.unknown", String.valueOf(file), unknown.first(), String.join(", ", keys));
    }

    /** Where {@code value} is set for that option; null if it is not set there. */
    @Nullable
    String place(@Nullable ArgSpec option, @Nullable String value) {
        String key = option == null ? "" : key(option);
        String set = value(key);
        if (option == null || value == null || set == null || !isPart(value, set, option.splitRegex())) {
            return null;
        }
        return inEnvironment(key) == null ? file + ": " + key : variable(key);
    }

    /** Whether {@code value} is all that is set, or one of the values that it is split into. */
    private static boolean isPart(String value, String set, String separator) {
        return set.equals(value)
                || (!separator.isEmpty()
                        && Arrays.asList(set.split(separator, -1)).contains(value));
    }

    private @Nullable String value(String key) {
        if (!keys.contains(key)) {
            return null;
        }
        String value = inEnvironment(key);
        return value == null ? inFile(key) : value;
    }

    private @Nullable String inEnvironment(String key) {
        String value = environment.apply(variable(key));
        return value == null || value.isEmpty() ? null : value;
    }

    /** Replaces {@code ~/} by the user's home, as a shell does on the command line. */
    private @Nullable String inFile(String key) {
        String value = settings.getProperty(key, "").strip();
        if (value.isEmpty()) {
            return null;
        }
        return value.startsWith("~/") ? new UserFolders(environment).home() + value.substring(1) : value;
    }

    private static String variable(String key) {
        return "JIM_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static String key(ArgSpec option) {
        return option instanceof OptionSpec named
                ? named.longestName().replaceFirst("^-+", "")
                : option.paramLabel().toLowerCase(Locale.ROOT);
    }
}
