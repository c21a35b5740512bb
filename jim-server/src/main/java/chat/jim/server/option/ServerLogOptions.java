package chat.jim.server.option;

import chat.jim.cli.Converters;
import chat.jim.cli.LogOptions;
import chat.jim.log.LogFiles;
import chat.jim.log.PeerAddress;
import chat.jim.log.PeerAddress.Shown;
import chat.jim.text.Texts;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The server's options about how much its log keeps, and of what. */
public final class ServerLogOptions {
    private static final Texts TEXTS = Texts.of(ServerLogOptions.class);

    @Option(
            names = "--log-size",
            paramLabel = "SIZE",
            defaultValue = "100m",
            converter = Bytes.class,
            description = "Begin a new log file when one has this size, 64k or more (default: ${DEFAULT-VALUE}).")
    private long one;

    @Option(
            names = "--log-total-size",
            paramLabel = "SIZE",
            defaultValue = "1g",
            converter = Bytes.class,
            description = "Remove the oldest log files when all together would have more than this size"
                    + " (default: ${DEFAULT-VALUE}).")
    private long all;

    @Option(
            names = "--log-addresses",
            paramLabel = "HOW",
            defaultValue = "full",
            converter = HowMuch.class,
            completionCandidates = HowMuch.class,
            description =
                    "How the log names the addresses of clients: full, network (the first 24 bits, 64 in IPv6), or none;"
                            + " the audit file always has them in full (default: ${DEFAULT-VALUE}).")
    private Shown addresses = Shown.FULL;

    @Option(
            names = "--log-to",
            paramLabel = "WHERE",
            defaultValue = "files",
            converter = Reading.class,
            description =
                    "Where the log goes: files, or journal for the standard error in the form of systemd's journal"
                            + " (default: ${DEFAULT-VALUE}).")
    private Target target = Target.FILES;

    /** For picocli. */
    public ServerLogOptions() {}

    /** Opens the log; if it goes to files, as those options say. */
    public void open(LogOptions files) {
        if (isInFiles()) {
            files.open("logback-server.xml");
        } else {
            LogFiles.openStream("logback-journal.xml");
        }
    }

    /** Whether the log goes to files. */
    public boolean isInFiles() {
        return target == Target.FILES;
    }

    /**
     * Bounds the log that is opened next, and says how it names addresses.
     *
     * @throws ParameterException see {@link #check}
     */
    public void apply(CommandLine line) {
        check(line);
        LogFiles.bound(one, all);
        showAddresses();
    }

    /**
     * Looks whether the options go together.
     *
     * @throws ParameterException one file may be larger than all together
     */
    public void check(CommandLine line) {
        if (one > all) {
            throw new ParameterException(line, TEXTS.say("logsize.order"));
        }
    }

    /** Says how the log names addresses from now on. */
    public void showAddresses() {
        PeerAddress.show(addresses);
    }

    /** Reads how much of an address is shown, and lists the choices for the completion in shells. */
    static final class HowMuch implements ITypeConverter<Shown>, Iterable<String> {
        @Override
        public Shown convert(String text) {
            return Arrays.stream(Shown.values())
                    .filter(shown -> name(shown).equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(TEXTS.say("logaddresses.wrong", text)));
        }

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Shown.values()).map(HowMuch::name).iterator();
        }

        private static String name(Shown shown) {
            return shown.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads the size of a file, 64 KiB or more. */
    static final class Bytes implements ITypeConverter<Long> {
        private static final long LEAST = 64 << 10;

        @Override
        public Long convert(String text) {
            long bytes = Converters.DiskSize.bytes(text);
            if (bytes < LEAST) {
                throw new TypeConversionException(TEXTS.say("logsize.wrong", text));
            }
            return bytes;
        }
    }

    /** Where a log may go. */
    enum Target {
        FILES,
        JOURNAL
    }

    /** Reads where the log goes. */
    static final class Reading implements ITypeConverter<Target> {
        @Override
        public Target convert(String text) {
            try {
                return Target.valueOf(text.strip().toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(TEXTS.say("logto.wrong", text));
            }
        }
    }
}
