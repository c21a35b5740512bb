package chat.jim.server.option;

import chat.jim.cli.Converters;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.config.HistoryPolicy;
import chat.jim.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The server's options about what it keeps of what is said. */
public final class HistoryOptions {
    private static final Texts TEXTS = Texts.of(HistoryOptions.class);

    @Option(
            names = "--history",
            paramLabel = "TIME",
            defaultValue = "30d",
            converter = Length.class,
            description =
                    "For how long to keep what is said in rooms whose maker has an account: 12h, 30d, forever or off"
                            + " (default: ${DEFAULT-VALUE}).")
    private long length;

    @Option(
            names = "--history-rooms",
            paramLabel = "ROOM[=TIME]",
            split = ",",
            converter = Room.class,
            description =
                    "Keep what is said in these rooms, whoever makes them, as in '#all,#ops=365d,#team-*,#random=off'; a"
                            + " room without a time is kept as --history says.")
    private List<Room.Named> rooms = new ArrayList<>();

    @Option(
            names = "--history-size",
            paramLabel = "SIZE",
            defaultValue = "10g",
            converter = Converters.DiskSize.class,
            description =
                    "Forget the oldest month, or the oldest messages of the only one, when all that is kept takes more"
                            + " of the disk; 0: no limit (default: ${DEFAULT-VALUE}).")
    private long mostBytes;

    @Option(
            names = "--history-direct",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Whether two accounts that both wish it may have their direct messages kept (default: they may).")
    private boolean talks;

    @Option(
            names = "--history-for-dialects",
            negatable = true,
            defaultValue = "false",
            fallbackValue = "true",
            description =
                    "Send programs of other dialects the last ten messages of #all when they enter, if it is kept.")
    private boolean forDialects;

    /** For picocli. */
    public HistoryOptions() {}

    /** What they say. */
    public HistoryPolicy policy() {
        List<HistoryPolicy.Room> named = rooms.stream()
                .map(room ->
                        new HistoryPolicy.Room(room.key, room.isBeginning, room.length == null ? length : room.length))
                .toList();
        return new HistoryPolicy(length, named, talks && length != HistoryPolicy.OFF, forDialects, mostBytes);
    }

    /** Reads for how long something is kept, in seconds. */
    static final class Length implements ITypeConverter<Long> {
        private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,4})([hdw])");

        @Override
        public Long convert(String text) {
            if (text.equals("off")) {
                return HistoryPolicy.OFF;
            }
            if (text.equals("forever")) {
                return HistoryPolicy.FOREVER;
            }
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new TypeConversionException(TEXTS.say("history.wrong", text));
            }
            long number = Long.parseLong(form.group(1));
            return switch (form.group(2)) {
                case "h" -> TimeUnit.HOURS.toSeconds(number);
                case "d" -> TimeUnit.DAYS.toSeconds(number);
                default -> TimeUnit.DAYS.toSeconds(7 * number);
            };
        }
    }

    /** Reads a room, or how its name begins, and for how long it is kept. */
    static final class Room implements ITypeConverter<Room.Named> {
        /** @param length null means as long as others */
        record Named(
                String key, boolean isBeginning, @Nullable Long length) {}

        @Override
        public Named convert(String given) {
            String text = given.strip();
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            Long length = equals < 0 ? null : new Length().convert(text.substring(equals + 1));
            boolean isBeginning = name.endsWith("*");
            String start = isBeginning ? name.substring(0, name.length() - 1) : name;
            if (start.equals("#") && isBeginning) {
                return new Named(start, true, length);
            }
            try {
                return new Named(Address.room(start).key(), isBeginning, length);
            } catch (ProtocolException e) {
                throw new TypeConversionException(TEXTS.say("history.room", text));
            }
        }
    }
}
