package chat.jim.launcher.manual;

import chat.jim.cli.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The settings of a server for its file: the file as the package brings it, and the manual page about it. */
final class ServerSettings {
    private static final int WIDTH = 100;

    private final List<OptionSpec> options;

    ServerSettings(CommandSpec server) {
        List<String> keys = Configuration.keysOf(server);
        options = server.options().stream()
                .filter(option -> keys.contains(key(option)))
                .toList();
    }

    /** The keys. */
    List<String> keys() {
        return options.stream().map(ServerSettings::key).toList();
    }

    /**
     * The file, in which each setting is commented out.
     *
     * @param set the settings that are not
     */
    String file(String head, Map<String, String> set) {
        StringBuilder file = new StringBuilder(head);
        for (OptionSpec option : options) {
            file.append('\n');
            wrapped(ManPage.sentence(option.description()))
                    .forEach(line -> file.append("# ").append(line).append('\n'));
            String key = key(option);
            file.append(set.containsKey(key) ? "" : "#")
                    .append((key + " = " + set.getOrDefault(key, usual(option))).strip())
                    .append('\n');
        }
        return file.toString();
    }

    /** The page about the file. */
    String page(String version, Words words, String head, String rest) {
        Roff page = new Roff("jim-server.properties", 5, version).add(head);
        page.section(words.settings());
        for (OptionSpec option : options) {
            page.entry(Roff.bold(key(option)), ManPage.sentence(option.description()));
        }
        return page.add(rest).toString();
    }

    private static String key(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    /** The default, or nothing where the server finds it out. */
    private static String usual(OptionSpec option) {
        String usual = Objects.requireNonNullElse(option.defaultValue(), "");
        boolean flag = option.arity().max() == 0;
        return flag && usual.isEmpty() ? "false" : usual;
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() + word.length() >= WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
