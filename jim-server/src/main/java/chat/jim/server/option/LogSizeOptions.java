package chat.jim.server.option;

import chat.jim.cli.Converters;
import chat.jim.log.LogFiles;
import chat.jim.text.Texts;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The server's options about the size of its log. */
public final class LogSizeOptions {
    private static final Texts TEXTS = Texts.of(LogSizeOptions.class);

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

    /** For picocli. */
    public LogSizeOptions() {}

    /**
     * Bounds the log that is opened next.
     *
     * @throws ParameterException one file may be larger than all together
     */
    public void apply(CommandLine line) {
        if (one > all) {
            throw new ParameterException(line, TEXTS.say("logsize.order"));
        }
        LogFiles.bound(one, all);
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
}
