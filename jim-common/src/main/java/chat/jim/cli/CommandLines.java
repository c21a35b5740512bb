package chat.jim.cli;

import chat.jim.log.LogSettings;
import chat.jim.process.Arguments;
import chat.jim.process.Failure;
import chat.jim.process.LineWriter;
import chat.jim.process.Stdio;
import chat.jim.text.Language;
import chat.jim.text.Texts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Runs a program's command line. The exit status is 0 for success, 1 for failure, 2 for wrong usage; an error is one line on stderr. */
public final class CommandLines {
    /** The heading above the exit statuses in the help. */
    public static final String EXIT_STATUS = "Exit status:%n";

    /** As its only argument, this makes a program print its completion script for shells. */
    private static final String COMPLETION = "generate-completion";

    private static final Texts TEXTS = Texts.of(CommandLines.class);

    private CommandLines() {}

    /** Runs {@code command} with the arguments of {@code main}, and returns the exit status. */
    public static int run(Object command, String... arguments) {
        return run(command, Configuration.ofLanguage(), arguments);
    }

    /** The same for a program whose user may have set some options elsewhere. */
    public static int run(Object command, Configuration configuration, String... arguments) {
        String[] decoded = Arguments.decoded(arguments);
        String asked = given(LanguageOption.NAME, decoded);
        Language.choose(asked == null ? configuration.language() : asked);
        StringWriter help = new StringWriter();
        CommandLine line = configured(command, configuration)
                .setExecutionStrategy(CommandLines::executeOnce)
                .setOut(new PrintWriter(help, true))
                .setErr(new PrintWriter(Stdio.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((e, args) -> usage(e, configuration, args))
                .setExecutionExceptionHandler((e, failing, parsed) -> failed(e, failing.getErr()));
        if (arguments.length == 1 && arguments[0].equals(COMPLETION)) {
            return print(AutoComplete.bash(line.getCommandName(), line) + "\n", ExitCode.OK);
        }
        String wrong = LogSettings.wrong();
        if (wrong != null) {
            Stdio.err().println(TEXTS.say(wrong, System.getProperty(wrong)));
            return ExitCode.USAGE;
        }
        int status = line.execute(decoded);
        return print(help.toString(), status);
    }

    private static CommandLine configured(Object command, Configuration configuration) {
        CommandLine line = of(command);
        configuration.belongsTo(line.getCommandSpec());
        return line.setDefaultValueProvider(configuration).registerConverter(Path.class, new Converters.FileName());
    }

    /**
     * Reads the configuration and the arguments of {@code main} into {@code command}, and does not run it. Returns a sentence
     * for each thing that is wrong with them.
     */
    public static List<String> read(Object command, Configuration configuration, String... arguments) {
        CommandLine line = configured(command, configuration);
        try {
            GivenTwice.check(line.parseArgs(Arguments.decoded(arguments)));
            return List.of();
        } catch (ParameterException e) {
            return sentences(e, configuration);
        }
    }

    /** The value of an option in the arguments, even if these are wrong otherwise; null if it is missing. */
    static @Nullable String given(String option, String... arguments) {
        @Nullable String found = null;
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith(option + "=")) {
                found = arguments[i].substring(option.length() + 1);
            } else if (arguments[i].equals(option) && i + 1 < arguments.length) {
                found = arguments[i + 1];
            }
        }
        return found;
    }

    /** Prints what picocli has written, and returns the status: that of a failure, if it does not arrive. */
    private static int print(String text, int status) {
        LineWriter out = Stdio.output();
        if (text.isEmpty() || out.printPart(text) || out.readerHasGone()) {
            return status;
        }
        Stdio.err().println(out.failure());
        return ExitCode.SOFTWARE;
    }

    private static int executeOnce(ParseResult parsed) {
        GivenTwice.check(parsed);
        return new RunLast().execute(parsed);
    }

    /** The command line of a program, with its help in the chosen language. */
    public static CommandLine of(Object command) {
        CommandLine line = new CommandLine(command);
        if (!Language.code().equals("en")) {
            line.setResourceBundle(
                    HelpTexts.of(line.getCommandSpec().userObject().getClass()));
        }
        return line;
    }

    private static int usage(ParameterException e, Configuration configuration, String... arguments) {
        CommandLine line = e.getCommandLine();
        Integer helped = help(line, arguments);
        if (helped != null) {
            return helped;
        }
        PrintWriter err = line.getErr();
        sentences(e, configuration).forEach(err::println);
        @Nullable String suggestion = WrongUsage.suggestion(e);
        if (suggestion != null) {
            err.println(suggestion);
        }
        err.println(TEXTS.say("usage.help"));
        return ExitCode.USAGE;
    }

    /** What is wrong; if it is the configuration, all that is. */
    private static List<String> sentences(ParameterException e, Configuration configuration) {
        String first = WrongUsage.sentence(e, configuration);
        List<String> all = configuration.allProblems(program(e.getCommandLine()));
        return all.stream().anyMatch(first::startsWith) ? all : List.of(first);
    }

    private static CommandLine program(CommandLine part) {
        CommandLine line = part;
        while (line.getParent() != null) {
            line = line.getParent();
        }
        return line;
    }

    /** Prints the help or the version if that was asked for, whatever is wrong with the settings; null if it was not. */
    private static @Nullable Integer help(CommandLine failing, String... arguments) {
        CommandLine line = program(failing);
        try {
            line.setDefaultValueProvider(null);
            return CommandLine.executeHelpRequest(line.parseArgs(arguments));
        } catch (ParameterException e) {
            return null;
        }
    }

    private static int failed(Exception e, PrintWriter err) {
        err.println(e instanceof Failure ? Objects.requireNonNull(e.getMessage()) : TEXTS.say("bug", e));
        return ExitCode.SOFTWARE;
    }
}
