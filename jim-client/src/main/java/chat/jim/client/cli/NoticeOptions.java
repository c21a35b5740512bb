package chat.jim.client.cli;

import chat.jim.client.screen.Notices;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option about the notices of those who come and go. */
final class NoticeOptions {
    private static final Choice<Notices> CHOICE = new Choice<>(Notices.class);

    @Option(
            names = "--notices",
            paramLabel = "WHOSE",
            converter = Choices.class,
            completionCandidates = Choices.class,
            description = "Show who enters and leaves a room: all, only talkers and contacts, or none (default: all).")
    private Notices notices = Notices.ALL;

    Notices notices() {
        return notices;
    }

    /** Reads one of the choices from the command line, and lists them for the completion in shells. */
    static final class Choices implements ITypeConverter<Notices>, Iterable<String> {
        @Override
        public Notices convert(String text) {
            Notices found = CHOICE.find(text);
            if (found == null) {
                throw new TypeConversionException(CHOICE.wrong(text));
            }
            return found;
        }

        @Override
        public Iterator<String> iterator() {
            return CHOICE.words().iterator();
        }
    }
}
