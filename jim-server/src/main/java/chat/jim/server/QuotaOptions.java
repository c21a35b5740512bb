package chat.jim.server;

import chat.jim.process.OpenFiles;
import chat.jim.server.config.ConnectionLimit;
import chat.jim.server.config.ServerConfig;
import chat.jim.text.Texts;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The server's options about how much of it each may take. */
final class QuotaOptions {
    private static final Texts TEXTS = Texts.of(QuotaOptions.class);

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            converter = Count.class,
            description = "How many connections there may be at once"
                    + " (default: as many as the limit on open files allows).")
    private @Nullable Integer maxConnections;

    @Option(
            names = "--max-connections-per-address",
            paramLabel = "N",
            defaultValue = "100",
            converter = Limit.class,
            description = "How many there may be from one address, in IPv6 from one /64 network; from this machine, any"
                    + " number; 0: any number (default: ${DEFAULT-VALUE}).")
    private int maxConnectionsPerAddress;

    @Option(
            names = "--max-failed-logins",
            paramLabel = "N",
            defaultValue = "3",
            converter = Limit.class,
            description =
                    "How many logins may fail within a minute, from one address or on one account, before the next"
                            + " must wait; 0: any number (default: ${DEFAULT-VALUE}).")
    private int maxFailedLogins;

    @Option(
            names = "--flood-rate",
            paramLabel = "N",
            defaultValue = "100",
            converter = Limit.class,
            description = "How many requests a second are read from one connection, more wait; 0: any number"
                    + " (default: ${DEFAULT-VALUE}).")
    private int floodRate;

    @Option(
            names = "--flood-burst",
            paramLabel = "N",
            defaultValue = "1000",
            converter = Count.class,
            description = "How many may come at once before that (default: ${DEFAULT-VALUE}).")
    private int floodBurst;

    @Option(
            names = "--max-bad",
            paramLabel = "N",
            defaultValue = "10",
            converter = Limit.class,
            description =
                    "Close a connection after so many bad objects in a row; 0: never (default: ${DEFAULT-VALUE}).")
    private int maxBad;

    @Option(
            names = "--max-rooms",
            paramLabel = "N",
            defaultValue = "100",
            converter = Limit.class,
            description = "How many rooms one user may be in; 0: any number (default: ${DEFAULT-VALUE}).")
    private int maxRooms;

    @Option(
            names = "--outbox",
            paramLabel = "SIZE",
            defaultValue = "1m",
            converter = Size.class,
            description = "Drop a client that reads so slowly that more than this waits for it, 64k or more"
                    + " (default: ${DEFAULT-VALUE}).")
    private int outbox;

    QuotaOptions() {}

    ConnectionLimit connectionLimit() {
        return ConnectionLimit.of(maxConnections, OpenFiles.limit());
    }

    /** The limits, with that size of a mailbox. */
    ServerConfig.Limits limits(int mailbox) {
        ServerConfig.Flood flood = new ServerConfig.Flood(floodRate, floodBurst);
        return new ServerConfig.Limits(
                maxConnectionsPerAddress, flood, outbox, maxRooms, maxBad, maxFailedLogins, mailbox);
    }

    /** Reads how many from the command line. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("[1-9][0-9]{0,6}")) {
                throw new TypeConversionException(TEXTS.say("count.wrong", text));
            }
            return Integer.valueOf(text);
        }
    }

    /** Reads a limit from the command line, where 0 is none. */
    static final class Limit implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("[0-9]{1,7}")) {
                throw new TypeConversionException(TEXTS.say("limit.wrong", text));
            }
            int limit = Integer.parseInt(text);
            return limit == 0 ? ServerConfig.UNLIMITED : limit;
        }
    }

    /** Reads a number of bytes from the command line, in the units {@code k} and {@code m}. */
    static final class Size implements ITypeConverter<Integer> {
        private static final Pattern FORM = Pattern.compile("([0-9]{1,7})([km])");
        private static final int KIBIBYTE = 1024;

        /** A few objects have to find room. */
        private static final int LEAST_KIBIBYTES = 64;

        private static final int MOST_KIBIBYTES = 1024 * KIBIBYTE;

        @Override
        public Integer convert(String text) {
            Matcher form = FORM.matcher(text);
            long kibibytes = form.matches()
                    ? Long.parseLong(form.group(1)) * (form.group(2).equals("m") ? KIBIBYTE : 1)
                    : 0;
            if (kibibytes < LEAST_KIBIBYTES || kibibytes > MOST_KIBIBYTES) {
                throw new TypeConversionException(TEXTS.say("size.wrong", text));
            }
            return (int) kibibytes * KIBIBYTE;
        }
    }
}
