package chat.jim.cli;

import chat.jim.text.Texts;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the kinds of values that the options of several programs have, and says in the user's language what is wrong. */
public final class Converters {
    private static final Texts TEXTS = Texts.of(Converters.class);

    private Converters() {}

    private static TypeConversionException wrong(String key, Object... values) {
        return new TypeConversionException(TEXTS.say(key, values));
    }

    /** A number of things, at least one. */
    public static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("[1-9][0-9]{0,6}")) {
                throw wrong("count.wrong", text);
            }
            return Integer.valueOf(text);
        }
    }

    /** The most that is allowed of something; 0 on the command line is no limit. */
    public static final class Limit implements ITypeConverter<Integer> {
        /** A limit that is never reached. */
        static final int NONE = Integer.MAX_VALUE;

        @Override
        public Integer convert(String text) {
            if (!text.matches("[0-9]{1,7}")) {
                throw wrong("limit.wrong", text);
            }
            int limit = Integer.parseInt(text);
            return limit == 0 ? NONE : limit;
        }
    }

    /** A number of bytes from 64 KiB to 1 GiB, in the units {@code k} and {@code m}. */
    public static final class Size implements ITypeConverter<Integer> {
        private static final Pattern FORM = Pattern.compile("([0-9]{1,7})([km])");
        private static final int KIBIBYTE = 1024;
        private static final int LEAST_KIBIBYTES = 64;
        private static final int MOST_KIBIBYTES = 1024 * KIBIBYTE;

        @Override
        public Integer convert(String text) {
            Matcher form = FORM.matcher(text);
            long kibibytes = form.matches()
                    ? Long.parseLong(form.group(1)) * (form.group(2).equals("m") ? KIBIBYTE : 1)
                    : 0;
            if (kibibytes < LEAST_KIBIBYTES || kibibytes > MOST_KIBIBYTES) {
                throw wrong("size.wrong", text);
            }
            return (int) kibibytes * KIBIBYTE;
        }
    }

    /** Room on a disk: a number of bytes in the units {@code k}, {@code m} and {@code g}; 0 is no limit. */
    public static final class DiskSize implements ITypeConverter<Long> {
        private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,6})([kmg])");

        @Override
        public Long convert(String text) {
            if (text.equals("0")) {
                return Long.MAX_VALUE;
            }
            long bytes = bytes(text);
            if (bytes == 0) {
                throw wrong("disksize.wrong", text);
            }
            return bytes;
        }

        /** The number of bytes that a text says; 0 if it says none. */
        public static long bytes(String text) {
            Matcher form = FORM.matcher(text);
            return form.matches() ? Long.parseLong(form.group(1)) << (10 * (1 + "kmg".indexOf(form.group(2)))) : 0;
        }
    }

    /** A duration: a whole number and its unit, such as {@code 50ms}, {@code 30s}, {@code 5m}. */
    public static final class TimeSpan implements ITypeConverter<Duration> {
        private static final Pattern FORM = Pattern.compile("(\\d{1,6})(ms|s|m|h)");

        @Override
        public Duration convert(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw wrong("duration.wrong", text);
            }
            long number = Long.parseLong(form.group(1));
            return switch (form.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
        }
    }

    /** The number of a TCP port. */
    public static final class PortNumber implements ITypeConverter<Integer> {
        private static final int LARGEST = 65535;

        @Override
        public Integer convert(String text) {
            if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > LARGEST) {
                throw wrong("port.wrong", text, LARGEST);
            }
            return Integer.valueOf(text);
        }
    }

    /** Where a server is; the port may be missing. */
    public record Place(String host, @Nullable Integer port) {}

    /** The address of a server, perhaps with a port: {@code HOST}, {@code HOST:PORT}, {@code ::1}, {@code [::1]:PORT}. */
    public static final class ServerPlace implements ITypeConverter<Place> {
        private static final Pattern FORM =
                Pattern.compile("(?:\\[([^\\[\\]]*:[^\\[\\]]*)]|([^:\\[\\]\\s]+))(?::(.*))?");
        private static final Pattern BARE_IPV6 = Pattern.compile("[^\\[\\]\\s]*:[^\\[\\]\\s]*:[^\\[\\]\\s]*");

        @Override
        public Place convert(String text) {
            if (BARE_IPV6.matcher(text).matches()) {
                return new Place(text, null);
            }
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw wrong("place.wrong", text);
            }
            String host = form.group(1) == null ? form.group(2) : form.group(1);
            return new Place(host, form.group(3) == null ? null : new PortNumber().convert(form.group(3)));
        }
    }

    /** The name of a file or folder, where picocli's own converter would fail with a stack trace. */
    static final class FileName implements ITypeConverter<Path> {
        @Override
        public Path convert(String name) {
            try {
                return Path.of(name);
            } catch (InvalidPathException e) {
                boolean ascii = name.chars().allMatch(c -> c < 0x80);
                throw wrong(ascii ? "path.wrong" : "path.locale", name);
            }
        }
    }
}
