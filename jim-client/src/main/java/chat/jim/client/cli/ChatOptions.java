package chat.jim.client.cli;

import chat.jim.client.console.Preferences;
import chat.jim.client.personal.ChatLog;
import chat.jim.client.personal.IgnoreList;
import chat.jim.client.personal.NotifyCommand;
import chat.jim.client.personal.SeenRooms;
import chat.jim.client.recall.RecallWishes;
import chat.jim.client.screen.BellChoice;
import chat.jim.client.text.SafeText;
import chat.jim.client.text.ServerPhrases;
import chat.jim.process.UserFolders;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.text.Texts;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of the chat of a person: where it begins, and what calls that person. */
final class ChatOptions {
    private static final Texts TEXTS = Texts.of(ChatOptions.class);

    @Option(
            names = "--join",
            paramLabel = "ROOMS",
            split = ",",
            converter = Room.class,
            description = "Enter these rooms, as in: tea,ops. The # may be left out.")
    private List<Address> rooms = new ArrayList<>();

    @Option(
            names = "--talk",
            paramLabel = "NAME|#ROOM",
            converter = Anybody.class,
            description = "Begin with a talk: what you type goes there.")
    private @Nullable Address talk;

    @Option(
            names = "--bell",
            paramLabel = "WHEN",
            defaultValue = "mentions",
            converter = Bells.class,
            completionCandidates = Bells.class,
            description = "What rings the bell: all messages, mentions (direct messages, and what names you) or none"
                    + " (default: ${DEFAULT-VALUE}).")
    private BellChoice bell = BellChoice.MENTIONS;

    @Option(
            names = "--notify-command",
            paramLabel = "COMMAND",
            description =
                    "A program to run for direct messages, and for what names you. It gets the sender and the text"
                            + " as its last arguments.")
    private @Nullable String notifyCommand;

    @Option(
            names = "--chat-log",
            paramLabel = "DIR",
            description =
                    "Keep what is said in this folder, a file for each room and person (default: nothing is kept).")
    private @Nullable Path chatLog;

    @Option(
            names = "--history-lines",
            paramLabel = "N",
            defaultValue = "20",
            converter = Lines.class,
            description = "How many lines that you have read to show in a room that you enter; 0 shows nothing there"
                    + " (default: ${DEFAULT-VALUE}).")
    private int historyLines = RecallWishes.USUAL_LINES;

    BellChoice bell() {
        return bell;
    }

    /** For a chat over that server. */
    Preferences preferences(String host, int port) {
        UserFolders folders = UserFolders.ofUser();
        String command = notifyCommand;
        return new Preferences(
                rooms,
                talk,
                command == null || command.isBlank() ? null : new NotifyCommand(command),
                chatLog == null ? null : new ChatLog(chatLog, ZoneId.systemDefault()),
                IgnoreList.in(folders.settings().resolve("ignored")),
                new RecallWishes(historyLines, SeenRooms.in(folders.state(), host, port)));
    }

    private static Address parse(Function<String, Address> parser, String text) {
        try {
            return parser.apply(text.strip());
        } catch (ProtocolException e) {
            throw new TypeConversionException(SafeText.of(text.strip()) + ": " + ServerPhrases.of(e.sentence()));
        }
    }

    /** Reads a room's name. */
    static final class Room implements ITypeConverter<Address> {
        @Override
        public Address convert(String text) {
            return parse(Address::roomWithOrWithoutHash, text);
        }
    }

    /** Reads a user's or a room's name. */
    static final class Anybody implements ITypeConverter<Address> {
        @Override
        public Address convert(String text) {
            return parse(Address::of, text);
        }
    }

    /** Reads how many lines to show. */
    static final class Lines implements ITypeConverter<Integer> {
        private static final int MOST = 100;

        @Override
        public Integer convert(String text) {
            if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > MOST) {
                throw new TypeConversionException(TEXTS.say("history-lines.wrong", text));
            }
            return Integer.valueOf(text);
        }
    }

    /** Reads when the bell rings, and lists the choices for the completion in shells. */
    static final class Bells implements ITypeConverter<BellChoice>, Iterable<String> {
        @Override
        public BellChoice convert(String text) {
            return Arrays.stream(BellChoice.values())
                    .filter(choice -> word(choice).equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(TEXTS.say("bell.wrong", text)));
        }

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(BellChoice.values()).map(Bells::word).iterator();
        }

        private static String word(BellChoice choice) {
            return choice.name().toLowerCase(Locale.ROOT);
        }
    }
}
