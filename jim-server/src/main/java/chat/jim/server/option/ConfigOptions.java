package chat.jim.server.option;

import chat.jim.cli.Configuration;
import chat.jim.cli.Configuration.Setting;
import chat.jim.text.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The options about the server's settings: where they are, and whether they are right. */
public final class ConfigOptions {
    private static final Texts TEXTS = Texts.of(ConfigOptions.class);

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description =
                    "Read the settings in this file, lines such as max-rooms = 50 (default: the file that JIM_CONFIG names;"
                            + " or /etc/jim/server.properties, if it is there). Environment variables such as JIM_MAX_ROOMS"
                            + " override it, and options override both.")
    @SuppressWarnings("UnusedVariable") // it is read before the command line is
    private @Nullable String file;

    @Option(
            names = "--check",
            description = "Only check the settings, the certificate and the folders, and print what is set and where.")
    private boolean check;

    /** For picocli. */
    public ConfigOptions() {}

    /** Whether the server is not to be started. */
    public boolean isCheck() {
        return check;
    }

    /** A line for each option that has another value than its default, with the place where it is set. */
    public static List<String> settings(CommandSpec program) {
        List<String> keys = Configuration.keysOf(program);
        List<String> lines = new ArrayList<>();
        for (String key : keys) {
            OptionSpec option = Objects.requireNonNull(program.findOption("--" + key));
            Setting setting = setting(option);
            if (setting != null && !setting.value().equals(option.defaultValue())) {
                lines.add(key + " = " + setting.value() + " (" + setting.place() + ")");
            }
        }
        return lines;
    }

    /** The value of each setting as it was written; empty if it has none. */
    public static Map<String, String> values(CommandSpec program) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String key : Configuration.keysOf(program)) {
            OptionSpec option = Objects.requireNonNull(program.findOption("--" + key));
            Setting setting = setting(option);
            values.put(key, setting == null ? Objects.requireNonNullElse(option.defaultValue(), "") : setting.value());
        }
        return values;
    }

    private static @Nullable Setting setting(OptionSpec option) {
        ParseResult parsed = option.command().commandLine().getParseResult();
        String name = option.longestName();
        if (!parsed.hasMatchedOption(name)) {
            return Objects.requireNonNull((Configuration) option.command().defaultValueProvider())
                    .setting(option);
        }
        OptionSpec matched = parsed.matchedOption(name);
        boolean isFlag = matched.type() == boolean.class;
        String value = isFlag ? Boolean.toString(matched.getValue()) : String.join(",", matched.originalStringValues());
        return new Setting(value, TEXTS.say("check.commandline"));
    }
}
