package chat.jim.client.cli;

import chat.jim.text.Texts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The client's options about being a pipe instead of a chat. */
final class PipeOptions {
    private static final Texts TEXTS = Texts.of(PipeOptions.class);
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

    @Option(names = "--batch", description = "Execute the commands of the chat on the standard input, a line each.")
    private boolean batch;

    @Option(
            names = "--json",
            description = {
                "With -r or --batch: print all that comes as JSON objects, one a line. With -w: print the answers so."
            })
    private boolean json;

    PipeOptions() {}

    /**
     * Checks that they go together.
     *
     * @throws ParameterException they do not
     */
    void check(CommandLine line) {
        if ((read && write) || (batch && isWanted())) {
            throw new ParameterException(line, TEXTS.say("usage.both"));
        }
        if (room != null && !isWanted()) {
            throw new ParameterException(line, TEXTS.say("usage.room"));
        }
        if (json && !batch && !isWanted()) {
            throw new ParameterException(line, TEXTS.say("usage.json"));
        }
        if (to != null && !write) {
            throw new ParameterException(line, TEXTS.say("usage.to"));
        }
        if (to != null && room != null) {
            throw new ParameterException(line, TEXTS.say("usage.target"));
        }
    }

    boolean isWanted() {
        return read || write;
    }

    boolean reads() {
        return read;
    }

    boolean isBatch() {
        return batch;
    }

    boolean isJson() {
        return json;
    }

    String room() {
        return room == null ? COMMON_ROOM : room;
    }

    @Nullable
    String to() {
        return to;
    }
}
