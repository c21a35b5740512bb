package chat.jim.cli;

import chat.jim.process.Stdio;
import chat.jim.text.Texts;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options about colors and language of a program for people. */
public final class AppearanceOptions {
    private static final Texts TEXTS = Texts.of(AppearanceOptions.class);
    private static final List<String> CHOICES = List.of("auto", "always", "never");

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            converter = Choices.class,
            completionCandidates = Choices.class,
            description = "Colors: auto, always or never (default: ${DEFAULT-VALUE}: at a terminal, unless the"
                    + " environment variable NO_COLOR is set).")
    private String color = "auto";

    @Option(
            names = LanguageOption.NAME,
            paramLabel = "LANG",
            converter = LanguageOption.Codes.class,
            completionCandidates = LanguageOption.Codes.class,
            description = LanguageOption.DESCRIPTION)
    @SuppressWarnings("UnusedVariable") // picocli checks it, see LanguageOption
    private @Nullable String language;

    /** For picocli. */
    public AppearanceOptions() {}

    /** Whether to color what is printed on the standard output. */
    public boolean colored() {
        return colored(color, Stdio.isTerminal(), System.getenv("TERM"), System.getenv("NO_COLOR"));
    }

    static boolean colored(String choice, boolean terminal, @Nullable String term, @Nullable String noColor) {
        boolean declined = noColor != null && !noColor.isEmpty();
        boolean suitable = terminal && !"dumb".equals(term) && !declined;
        return choice.equals("always") || (choice.equals("auto") && suitable);
    }

    /** Reads one of the choices from the command line, and lists them for the completion in shells. */
    static final class Choices implements ITypeConverter<String>, Iterable<String> {
        @Override
        public String convert(String text) {
            if (!CHOICES.contains(text)) {
                throw new TypeConversionException(TEXTS.say("color.wrong", text));
            }
            return text;
        }

        @Override
        public Iterator<String> iterator() {
            return CHOICES.iterator();
        }
    }
}
