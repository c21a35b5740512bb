package chat.jim.cli;

import chat.jim.process.Environment;
import chat.jim.process.Failure;
import chat.jim.process.ParentProcess;
import chat.jim.process.UserFolders;
import chat.jim.text.Texts;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
 * What a user has set once for all: in environment variables {@code JIM_...}, or else in a file. The command line
 * overrides both. A setting has the name of its option; one that is empty counts as not there.
 */
public final class Configuration implements IDefaultValueProvider {
    private static final Texts TEXTS = Texts.of(Configuration.class);
    private static final String LANGUAGE = "lang";

    private final List<String> keys;
    private final @Nullable Path file;
    private final UnaryOperator<@Nullable String> environment;
    private final Properties settings = new Properties();
    private @Nullable IOException unreadable;

    Configuration(List<String> keys, @Nullable Path file, UnaryOperator<@Nullable String> environment) {
        this.keys = keys;
        this.file = file;
        this.environment = environment;
        if (file != null) {
            read(file);
        }
    }

    /** That of a program which has no file of its own: the language alone. */
    static Configuration ofLanguage() {
        return new Configuration(List.of(LANGUAGE), null, Environment::get);
    }

    /**
     * That of a program with a file: {@code PROGRAM.properties} in the user's folder for such files. One that a launcher
     * has started is told all by that.
     *
     * @param keys the options that may be set, without dashes
     */
    public static Configuration of(String program, List<String> keys) {
        return ParentProcess.exists()
                ? new Configuration(List.of(), null, Environment::get)
                : new Configuration(
                        keys, UserFolders.ofUser().settings().resolve(program + ".properties"), Environment::get);
    }

    private void read(Path from) {
        try (Reader in = new InputStreamReader(Files.newInputStream(from), StandardCharsets.UTF_8.newDecoder())) {
            settings.load(in);
        } catch (NoSuchFileException e) {
            // Nobody has to have one.
        } catch (IllegalArgumentException e) {
            unreadable = new IOException(e.getMessage(), e); // a broken escape of a character
        } catch (IOException e) {
            unreadable = e;
        }
    }

    /** The language that is set; null is none. */
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
        if (unreadable != null) {
            return TEXTS.say("configuration.unreadable", String.valueOf(file), Failure.reason(unreadable));
        }
        TreeSet<String> unknown = new TreeSet<>(settings.stringPropertyNames());
        unknown.removeAll(keys);
        return unknown.isEmpty()
                ? null
                : TEXTS.say("configuration.unknown", String.valueOf(file), unknown.first(), String.join(", ", keys));
    }

    /** Where it says so, if this is what is set for that option; else null. */
    @Nullable
    String place(@Nullable ArgSpec option, @Nullable String value) {
        if (option == null || value == null || !value.equals(value(key(option)))) {
            return null;
        }
        String key = key(option);
        return inEnvironment(key) == null ? file + ": " + key : variable(key);
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

    /** What a shell would do on the command line is done here: {@code ~/} is the user's home. */
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
