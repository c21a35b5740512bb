package chat.jim.client.cli;

import chat.jim.client.past.MessageId;
import chat.jim.client.past.PastTime;
import chat.jim.client.pipe.LongLines;
import chat.jim.client.pipe.Pipe;
import chat.jim.text.Texts;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The options for pipes and scripts, which have no chat with a person. */
final class PipeOptions {
    /** What the client does. */
    enum Mode {
        CHAT,
        BATCH,
        READ,
        WRITE
    }

    private static final Texts TEXTS = Texts.of(PipeOptions.class);
    private static final Choice<LongLines> LONG = new Choice<>(LongLines.class);
    private static final String COMMON_ROOM = "#all";

    @Option(
            names = {"-r", "--read"},
            description = "Only read: print what is said in the room, a line each.")
    private boolean read;

    @Option(
            names = {"-w", "--write"},
            description = "Only write: send each line of the standard input to the room.")
    private boolean write;

    @Option(
            names = "--room",
            paramLabel = "ROOM",
            description = "The room to read from or write to (default: #all). The # may be left out.")
    private @Nullable String room;

    @Option(names = "--to", paramLabel = "NAME", description = "With -w: write to this user, or another room, instead.")
    private @Nullable String to;

    @Option(
            names = "--long",
            paramLabel = "HOW",
            converter = Choices.class,
            completionCandidates = Choices.class,
            description = "With -w: split a line that is too long for a message into several, cut it, or refuse it"
                    + " (default: refuse).")
    private @Nullable LongLines longLines;

    @Option(
            names = "--since",
            paramLabel = "ID|TIME",
            converter = Since.class,
            description = "With -r: print first what was said in the room since this message, or since 14:00, yesterday"
                    + " or 2026-11-20, if the server keeps it.")
    private @Nullable Long since;

    @Option(names = "--reconnect", description = "With -r or -w: come back when the server was lost, and go on.")
    private boolean reconnect;

    @Option(names = "--batch", description = "Execute the commands of the chat on the standard input, a line each.")
    private boolean batch;

    @Option(
            names = "--json",
            description = {
                "With -r or --batch: print all that comes as JSON objects, one a line. With -w: print the answers that way."
            })
    private boolean json;

    /**
     * Checks the combination of options.
     *
     * @throws ParameterException they exclude each other, or one is missing
     */
    void check(CommandLine line) {
        boolean pipe = read || write;
        if ((read && write) || (batch && pipe)) {
            throw new ParameterException(line, TEXTS.say("usage.both"));
        }
        if (room != null && !pipe) {
            throw new ParameterException(line, TEXTS.say("usage.room"));
        }
        if (json && mode() == Mode.CHAT) {
            throw new ParameterException(line, TEXTS.say("usage.json"));
        }
        if (to != null && !write) {
            throw new ParameterException(line, TEXTS.say("usage.to"));
        }
        if (since != null && !read) {
            throw new ParameterException(line, TEXTS.say("usage.since"));
        }
        if (longLines != null && !write) {
            throw new ParameterException(line, TEXTS.say("usage.long"));
        }
        if (reconnect && !pipe) {
            throw new ParameterException(line, TEXTS.say("usage.reconnect"));
        }
        if (to != null && room != null) {
            throw new ParameterException(line, TEXTS.say("usage.target"));
        }
    }

    Mode mode() {
        if (batch) {
            return Mode.BATCH;
        }
        return read ? Mode.READ : write ? Mode.WRITE : Mode.CHAT;
    }

    boolean isJson() {
        return json;
    }

    Pipe.Manner manner() {
        return new Pipe.Manner(
                json,
                reconnect,
                longLines == null ? LongLines.REFUSE : longLines,
                since == null || since == 0 ? null : since);
    }

    String room() {
        return room == null ? COMMON_ROOM : room;
    }

    @Nullable
    String to() {
        return to;
    }

    /** Reads the id of a message, UNIX seconds, or a time; what is empty, as of a file that is not there yet, is 0. */
    static final class Since implements ITypeConverter<Long> {
        private static final int MOST_DIGITS = 18;
        private static final int DIGITS_OF_SECONDS = 11;

        @Override
        public Long convert(String text) {
            String typed = text.strip();
            if (typed.matches("[0-9]{1," + MOST_DIGITS + "}")) {
                long number = Long.parseLong(typed);
                return typed.length() > DIGITS_OF_SECONDS ? number : MessageId.at(Instant.ofEpochSecond(number)) - 1;
            }
            Instant time = new PastTime(Instant.now(), ZoneId.systemDefault()).parse(typed);
            if (time == null && !typed.isEmpty()) {
                throw new TypeConversionException(TEXTS.say("since.wrong", typed));
            }
            return time == null ? 0 : MessageId.at(time) - 1;
        }
    }

    /** Reads one of the choices for long lines from the command line, and lists them for the completion in shells. */
    static final class Choices implements ITypeConverter<LongLines>, Iterable<String> {
        @Override
        public LongLines convert(String text) {
            LongLines found = LONG.find(text);
            if (found == null) {
                throw new TypeConversionException(LONG.wrong(text));
            }
            return found;
        }

        @Override
        public Iterator<String> iterator() {
            return LONG.words().iterator();
        }
    }
}
