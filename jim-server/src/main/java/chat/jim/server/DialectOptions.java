package chat.jim.server;

import chat.jim.dialect.Dialects;
import chat.jim.text.Texts;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The server's option about the dialects that it speaks (PROTOCOL.md, appendix). */
final class DialectOptions {
    private static final String ALL = "all";
    private static final Texts TEXTS = Texts.of(DialectOptions.class);

    @Option(
            names = "--dialects",
            paramLabel = "NAME",
            split = ",",
            defaultValue = ALL,
            converter = Name.class,
            completionCandidates = Names.class,
            description = "Other forms of JIM to speak, separated by commas: ${COMPLETION-CANDIDATES};"
                    + " spec is the specification's, and is spoken in any case (default: ${DEFAULT-VALUE}).")
    private Set<String> names = Set.of();

    DialectOptions() {}

    Dialects dialects() {
        return names.contains(ALL) ? Dialects.all() : Dialects.named(names);
    }

    private static List<String> known() {
        List<String> known = new ArrayList<>(Dialects.names());
        known.add(ALL);
        return known;
    }

    /** Reads a dialect's name from the command line. */
    static final class Name implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (!known().contains(text)) {
                throw new TypeConversionException(TEXTS.say("dialect.unknown", text, String.join(", ", known())));
            }
            return text;
        }
    }

    /** For the help, and for the completion of command lines. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return known().iterator();
        }
    }
}
