package chat.jim.launcher.manual;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.IParamLabelRenderer;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page of a command, which has what its help has. The commands of a command stand on the same page. */
final class ManPage {
    private static final Pattern WORD = Pattern.compile("[A-Z]+");

    private final Roff page;
    private final Words words;
    private final IParamLabelRenderer labels;

    private ManPage(Roff page, Words words, CommandSpec command) {
        this.page = page;
        this.words = words;
        labels = new Help(command, Help.defaultColorScheme(Ansi.OFF)).parameterLabelRenderer();
    }

    /**
     * The page in roff.
     *
     * @param rest what the help does not have, such as FILES, in roff
     */
    static String of(CommandSpec command, String version, Words words, String rest) {
        ManPage manual = new ManPage(new Roff(name(command), 1, version), words, command);
        manual.begin(command);
        manual.options(command);
        manual.commands(command);
        manual.exitStatus(command);
        return manual.page.add(rest).toString();
    }

    /** The name of a command's page: {@code jim-server-account}. */
    static String name(CommandSpec command) {
        return command.qualifiedName("-");
    }

    /** The commands of a command, each once. */
    static List<CommandSpec> commandsOf(CommandSpec command) {
        return command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .distinct()
                .toList();
    }

    private void begin(CommandSpec command) {
        String description = sentence(command.usageMessage().description());
        String brief = description.split("[:.;]", 2)[0];
        page.section(words.name())
                .add(Roff.bold(name(command)).replaceAll("\\\\f[BR]", "") + " \\- ")
                .text(brief.substring(0, 1).toLowerCase(Locale.ROOT) + brief.substring(1));
        page.section(words.synopsis());
        synopsis(command);
        commandsOf(command).forEach(this::synopsis);
        page.section(words.description()).text(description);
    }

    private void synopsis(CommandSpec command) {
        String parameters = command.positionalParameters().stream()
                .map(parameter -> " " + marked(label(parameter)))
                .collect(Collectors.joining());
        String next = command.subcommands().isEmpty() ? "" : " [" + Roff.italic(words.command()) + " ...]";
        page.line(
                Roff.bold(command.qualifiedName()) + " [" + Roff.italic(words.option()) + " ...]" + parameters + next);
    }

    private void options(CommandSpec command) {
        Collection<OptionSpec> alone = command.options().stream()
                .filter(option -> option.group() == null)
                .toList();
        page.section(words.options());
        entries(command.positionalParameters());
        entries(alone);
        for (ArgGroupSpec group : command.argGroups()) {
            if (group.heading() != null) {
                page.subsection(sentence(group.heading()).replaceFirst(":$", ""));
            }
            entries(group.allOptionsNested());
        }
    }

    private void entries(Collection<? extends ArgSpec> options) {
        for (ArgSpec option : options) {
            if (!option.hidden()) {
                page.entry(term(option), sentence(option.description()));
            }
        }
    }

    private String term(ArgSpec parameter) {
        if (!(parameter instanceof OptionSpec option)) {
            return marked(label(parameter));
        }
        String label = label(option);
        return Stream.of(option.names())
                        .sorted(Comparator.comparing(String::length))
                        .map(name -> Roff.bold(shown(option, name)))
                        .collect(Collectors.joining(", "))
                + marked(label.stripTrailing());
    }

    private static String shown(OptionSpec option, String name) {
        return option.negatable()
                ? option.command().negatableOptionTransformer().makeSynopsis(name, option.command())
                : name;
    }

    /** What picocli writes behind the names of an option, as in {@code =NAME[,NAME...]}. */
    private String label(ArgSpec option) {
        return labels.renderParameterLabel(option, Ansi.OFF, List.of()).toString();
    }

    /** The same with its words in italics. */
    private static String marked(String label) {
        return WORD.matcher(label).replaceAll(word -> Matcher.quoteReplacement(Roff.italic(word.group())));
    }

    private void commands(CommandSpec command) {
        List<CommandSpec> commands = commandsOf(command);
        if (commands.isEmpty()) {
            return;
        }
        page.section(words.commands());
        for (CommandSpec each : commands) {
            if (command.parent() == null) {
                String text = sentence(each.usageMessage().description());
                page.entry(Roff.bold(each.name()), text + " " + words.see() + " " + name(each) + "(1).");
            } else {
                page.subsection(each.name()).text(sentence(each.usageMessage().description()));
                entries(each.positionalParameters());
                // What it has inherited stands above already.
                entries(each.options().stream()
                        .filter(option -> !option.inherited())
                        .toList());
            }
        }
    }

    private void exitStatus(CommandSpec command) {
        page.section(words.exitStatus());
        command.usageMessage().exitCodeList().forEach((code, text) -> page.entry(Roff.bold(code.strip()), text));
    }

    /** Lines of a help as picocli shows them, but in one line. */
    static String sentence(String... lines) {
        return String.join(" ", lines)
                .replaceAll("%n|\\s+", " ")
                .replace("%%", "%")
                .strip();
    }
}
