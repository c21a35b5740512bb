package chat.jim.cli;

import chat.jim.process.Arguments;
import chat.jim.process.Environment;
import chat.jim.process.ParentProcess;
import chat.jim.process.UserFolders;
import chat.jim.settings.SettingsFile;
import chat.jim.text.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The options that a user has set for all runs of a program: in environment variables {@code JIM_...}, or else in a file.
 * The command line overrides both. A setting has the name of its option; an empty one counts as missing.
 *
 * <p>Picocli's own provider for properties reads them in Latin-1, ignores unknown settings, and does not know which value
 * came from where.
 */
public final class Configuration implements IDefaultValueProvider {
    /** The option that names the file of a program of which each option may be set. */
    static final String FILE_OPTION = "--config";

    private static final Texts TEXTS = Texts.of(Configuration.class);
    private static final String LANGUAGE = "lang";
    private static final Path OF_MACHINE = Path.of("/etc/jim");

    /** These say what one call is to do. */
    private static final Set<String> OF_ONE_CALL = Set.of("config", "check");

    /** So many can be listed in a sentence. */
    private static final int FEW = 20;

    /** Null as long as the program is not known of which each option may be set. */
    private @Nullable List<String> keys;

    private final @Nullable Path file;
    private final UnaryOperator<@Nullable String> environment;
    private final @Nullable SettingsFile read;
    private final Properties settings;

    Configuration(
            @Nullable List<String> keys, @Nullable SettingsFile read, UnaryOperator<@Nullable String> environment) {
        this.keys = keys;
        this.read = read;
        this.environment = environment;
        file = read == null ? null : read.file();
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
        Path usual = UserFolders.ofUser().settings().resolve(program + ".properties");
        return ParentProcess.exists()
                ? new Configuration(List.of(), null, Environment::get)
                : new Configuration(keys, SettingsFile.read(usual), Environment::get);
    }

    /**
     * The configuration of a program of which each option may be set. Its file is the one that {@code --config} names, or
     * else {@code JIM_CONFIG}, which has to be there; or else {@code /etc/jim/PROGRAM.properties}, if that is there.
     */
    public static Configuration ofMachine(String program, String... arguments) {
        return ParentProcess.exists()
                ? new Configuration(List.of(), null, Environment::get)
                : of(OF_MACHINE.resolve(program + ".properties"), Environment::get, arguments);
    }

    /** The same, if its file is {@code usual} unless another one is named. */
    static Configuration of(Path usual, UnaryOperator<@Nullable String> environment, String... arguments) {
        return new Configuration(null, settings(usual, environment, arguments), environment);
    }

    /** The same, with what its file says now; a file that was there has to be there still. */
    public Configuration again() {
        return new Configuration(keys, read == null ? null : read.again(), environment);
    }

    private static SettingsFile settings(Path usual, UnaryOperator<@Nullable String> environment, String... arguments) {
        String named = CommandLines.given(FILE_OPTION, Arguments.decoded(arguments));
        String name = named == null ? environment.apply(variable("config")) : named;
        if (name != null && !name.isEmpty()) {
            return SettingsFile.readExisting(name);
        }
        return SettingsFile.read(usual);
    }

    /** Says of which program this is the configuration. */
    void belongsTo(CommandSpec program) {
        if (keys == null) {
            keys = keysOf(program);
        }
    }

    /** The settings of a program of which each option may be set: the names of the options, without dashes. */
    public static List<String> keysOf(CommandSpec program) {
        return program.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .map(Configuration::key)
                .filter(key -> !OF_ONE_CALL.contains(key))
                .toList();
    }

    /** The language that is set, or null. */
    @Nullable
    String language() {
        return value(LANGUAGE);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec option) {
        CommandLine line = option.command().root().commandLine();
        List<String> problems = problems(line);
        if (!problems.isEmpty()) {
            throw new ParameterException(line, String.join(System.lineSeparator(), problems));
        }
        return value(key(option));
    }

    /** A sentence for each thing that is wrong with the file, but for its values. */
    private List<String> problems(CommandLine line) {
        String unreadable = read == null ? null : read.problem();
        if (unreadable != null) {
            return List.of(unreadable);
        }
        TreeSet<String> unknown = new TreeSet<>(settings.stringPropertyNames());
        unknown.removeAll(Objects.requireNonNullElse(keys, List.of()));
        return unknown.stream().map(key -> unknown(key, line)).toList();
    }

    private String unknown(String key, CommandLine line) {
        if (key.contains("password")) {
            return TEXTS.say("configuration.secret", String.valueOf(file), key, variable(key));
        }
        List<String> known = Objects.requireNonNullElse(keys, List.of());
        List<String> meant = new UnmatchedArgumentException(line, List.of("--" + key))
                .getSuggestions().stream()
                        .map(option -> option.replaceFirst("^-+", ""))
                        .filter(known::contains)
                        .toList();
        if (!meant.isEmpty()) {
            return TEXTS.say("configuration.meant", String.valueOf(file), key, String.join(", ", meant));
        }
        return known.size() > FEW
                ? TEXTS.say("configuration.nosetting", String.valueOf(file), key)
                : TEXTS.say("configuration.unknown", String.valueOf(file), key, String.join(", ", known));
    }

    /** A sentence for each thing that is wrong with the configuration. Uses up the command line. */
    List<String> allProblems(CommandLine program) {
        List<String> all = new ArrayList<>(problems(program));
        for (String key : Objects.requireNonNullElse(keys, List.<String>of())) {
            if (value(key) != null) {
                wrongValue(key, program).ifPresent(all::add);
            }
        }
        return all;
    }

    /** Reads that setting alone. */
    private Optional<String> wrongValue(String key, CommandLine program) {
        program.setDefaultValueProvider(option -> key(option).equals(key) ? value(key) : null);
        try {
            program.parseArgs();
        } catch (ParameterException e) {
            ArgSpec wrong = e.getArgSpec();
            return wrong == null || !key(wrong).equals(key)
                    ? Optional.empty()
                    : Optional.of(WrongUsage.sentence(e, this));
        }
        return Optional.empty();
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

    /**
     * What is set for an option.
     *
     * @param place the file or the environment variable
     */
    public record Setting(String value, String place) {}

    /** What is set for that option, here and not on the command line; null if nothing is. */
    public @Nullable Setting setting(OptionSpec option) {
        String key = key(option);
        String value = value(key);
        return value == null
                ? null
                : new Setting(value, inEnvironment(key) == null ? String.valueOf(file) : variable(key));
    }

    private @Nullable String value(String key) {
        boolean isSetting = keys == null ? key.equals(LANGUAGE) : keys.contains(key);
        if (!isSetting) {
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
