package chat.jim.settings;

import chat.jim.process.Failure;
import chat.jim.text.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of settings in UTF-8, {@code key = value} on each line. It has the form of Java's properties, but a backslash that
 * means nothing there is refused: Java would take it away silently, or join two lines.
 */
public final class SettingsFile {
    private static final Texts TEXTS = Texts.of(SettingsFile.class);
    private static final char BYTE_ORDER_MARK = '\ufeff';

    /** Nobody writes so many settings by hand: it is another file, or has no end. */
    private static final int MOST_BYTES = 1 << 16;

    private static final Pattern WHOLE_LINE = Pattern.compile("(?:[^\\\\]|\\\\(?:[\\\\tnrf:=#! ]|u[0-9a-fA-F]{4}))*");

    private final Path file;
    private final Properties settings = new Properties();
    private @Nullable IOException unreadable;

    /** Whether there was none, and none was needed. */
    private boolean missing;

    private SettingsFile(Path file) {
        this.file = file;
    }

    /** What is wrong with a file. It is put into words when these are wanted, since the language is one of the settings. */
    private static final class WrongSettings extends IOException {
        private static final long serialVersionUID = 1;
        private final String textKey;
        private final int value;

        private WrongSettings(String textKey, int value) {
            this.textKey = textKey;
            this.value = value;
        }
    }

    /** Reads a file, as far as it can be read; it may be missing. */
    public static SettingsFile read(Path file) {
        return read(file, true);
    }

    /** Reads a file that has to be there, as far as it can be read. */
    public static SettingsFile readExisting(String file) {
        try {
            return read(Path.of(file), false);
        } catch (InvalidPathException e) {
            SettingsFile unnamed = new SettingsFile(Path.of(""));
            unnamed.unreadable = new WrongSettings("settings.name", 0);
            return unnamed;
        }
    }

    private static SettingsFile read(Path file, boolean isOptional) {
        SettingsFile read = new SettingsFile(file);
        try (InputStream in = Files.newInputStream(file)) {
            read.settings.load(new StringReader(checked(in.readNBytes(MOST_BYTES + 1))));
        } catch (NoSuchFileException e) {
            read.missing = isOptional;
            read.unreadable = isOptional ? null : e;
        } catch (IOException e) {
            read.unreadable = e;
        }
        return read;
    }

    /** Reads it again; it may be missing if it was. */
    public SettingsFile again() {
        return read(file, missing);
    }

    /** Where it is. */
    public Path file() {
        return file;
    }

    /** The settings; none if there is no such file, or it cannot be read. */
    public Properties settings() {
        return settings;
    }

    /** A sentence that says what is wrong with the file, and in which line; null if nothing is. */
    public @Nullable String problem() {
        IOException e = unreadable;
        if (e == null) {
            return null;
        }
        String reason = e instanceof WrongSettings wrong
                ? TEXTS.say(wrong.textKey, wrong.value)
                : Files.isDirectory(file) ? TEXTS.say("settings.folder") : Failure.reason(e);
        return TEXTS.say("settings.unreadable", file, reason);
    }

    private static String checked(byte[] bytes) throws WrongSettings {
        if (bytes.length > MOST_BYTES) {
            throw new WrongSettings("settings.long", MOST_BYTES >> 10);
        }
        if (isUtf16(bytes)) {
            throw new WrongSettings("settings.utf16", 0);
        }
        StringBuilder text = new StringBuilder();
        int number = 0;
        int begin = 0;
        while (begin < bytes.length) {
            int end = endOfLine(bytes, begin);
            number++;
            String line = decoded(bytes, begin, end);
            if (line == null) {
                throw new WrongSettings("settings.encoding", number);
            }
            String content = number == 1 && line.indexOf(BYTE_ORDER_MARK) == 0 ? line.substring(1) : line;
            check(content.strip(), number);
            text.append(content).append('\n');
            begin = end + 1;
        }
        return text.toString();
    }

    /** Also without a byte order mark: in UTF-16 every letter of a key has a zero beside it. */
    private static boolean isUtf16(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        int first = Byte.toUnsignedInt(bytes[0]);
        int second = Byte.toUnsignedInt(bytes[1]);
        return (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE) || first == 0 || second == 0;
    }

    private static int endOfLine(byte[] bytes, int begin) {
        int end = begin;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private static @Nullable String decoded(byte[] bytes, int begin, int end) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, begin, end - begin))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static void check(String line, int number) throws WrongSettings {
        boolean isComment = line.startsWith("#") || line.startsWith("!");
        if (!isComment && !WHOLE_LINE.matcher(line).matches()) {
            throw new WrongSettings("settings.backslash", number);
        }
    }
}
