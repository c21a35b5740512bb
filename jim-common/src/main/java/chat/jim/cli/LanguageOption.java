package chat.jim.cli;

import chat.jim.text.Language;
import chat.jim.text.Texts;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/**
 * The option about a program's language. It takes effect before the command line is parsed, so that the help and the errors
 * about a wrong command line are in that language too.
 */
public final class LanguageOption {
    static final String NAME = "--lang";
    static final String DESCRIPTION = "The language: en or ru (default: that of the locale).";

    private static final Texts TEXTS = Texts.of(LanguageOption.class);

    @Option(
            names = NAME,
            paramLabel = "LANG",
            converter = Codes.class,
            completionCandidates = Codes.class,
            scope = ScopeType.INHERIT,
            description = DESCRIPTION)
    @SuppressWarnings("UnusedVariable") // picocli checks it
    private @Nullable String language;

    /** For picocli. */
    public LanguageOption() {}

    /** The option with the chosen language, for the command line of another program. */
    public static List<String> arguments() {
        return List.of(NAME, Language.code());
    }

    /** Reads a language from the command line, and lists all for the completion in shells. */
    static final class Codes implements ITypeConverter<String>, Iterable<String> {
        @Override
        public String convert(String text) {
            if (!Language.ALL.contains(text)) {
                throw new TypeConversionException(TEXTS.say("language.wrong", text));
            }
            return text;
        }

        @Override
        public Iterator<String> iterator() {
            return Language.ALL.iterator();
        }
    }
}
