package chat.jim.client.personal;

import chat.jim.process.Failure;
import chat.jim.text.Texts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of typed lines, a convenience that must never keep anybody from chatting: of a damaged file the lines that
 * are whole are used, and it is set aside. What is wrong is said once. Each line is {@code MILLISECONDS:TEXT},
 * escaped. At most three damaged ones are kept. Only for one thread; other programs may write to the file, too.
 */
public final class HistoryFile {
    /** A typed line. */
    public record Line(Instant time, String text) {}

    private static final Logger LOG = LoggerFactory.getLogger(HistoryFile.class);
    private static final Texts TEXTS = Texts.of(HistoryFile.class);
    private static final Pattern FORM = Pattern.compile("([0-9]{1,15}):(.*)");

    /** Of a longer file only the end is read, and kept. */
    private static final int MOST_BYTES = 1 << 20;

    private static final int MOST_SET_ASIDE = 3;

    private final Path file;
    private final Consumer<String> notices;

    /** Whether the file is, or may be, without a line feed at its end. */
    private boolean isCut;

    private boolean saidUnwritable;

    /** The history in that file; {@code notices} is told what a person should know of it. */
    public HistoryFile(Path file, Consumer<String> notices) {
        this.file = file;
        this.notices = notices;
    }

    /** The lines of earlier sessions, oldest first. */
    public List<Line> read() {
        if (!Files.exists(file) || (!Files.isRegularFile(file) && !Files.isDirectory(file))) {
            return List.of(); // a device or a pipe, such as /dev/null, tells nothing, or without end
        }
        try {
            return read(end());
        } catch (IOException e) {
            setAside(Failure.reason(e), List.of());
            return List.of();
        }
    }

    private List<Line> read(byte[] end) {
        List<Line> whole = new ArrayList<>();
        boolean damaged = false;
        for (String text : new String(end, StandardCharsets.ISO_8859_1).split("\n", -1)) {
            Optional<Line> line = parse(text.getBytes(StandardCharsets.ISO_8859_1));
            line.ifPresent(whole::add);
            damaged |= line.isEmpty() && !text.isEmpty();
        }
        isCut = end.length > 0 && end[end.length - 1] != '\n';
        if (damaged) {
            setAside(TEXTS.say("history.damaged"), whole);
        } else if (end.length == MOST_BYTES) {
            shorten(whole);
        }
        return whole;
    }

    /** The last bytes of the file; of a longer one, from the beginning of a line on. */
    private byte[] end() throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(TEXTS.say("history.folder"));
        }
        try (SeekableByteChannel in = Files.newByteChannel(file)) {
            long size = in.size();
            in.position(Math.max(0, size - MOST_BYTES));
            byte[] end = Channels.newInputStream(in).readNBytes(MOST_BYTES);
            for (int i = 0; size > MOST_BYTES && i < end.length && end[i] != '\n'; i++) {
                end[i] = '\n';
            }
            return end;
        }
    }

    private static Optional<Line> parse(byte[] bytes) {
        try {
            String line = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            Matcher form = FORM.matcher(line);
            return form.matches() && line.indexOf('\0') < 0
                    ? unescaped(form.group(2)).map(text -> new Line(time(form.group(1)), text))
                    : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Instant time(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    /** Empty if a backslash stands alone. */
    private static Optional<String> unescaped(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
                if (i == text.length()) {
                    return Optional.empty();
                }
                char escaped = text.charAt(i);
                c = escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped;
            }
            line.append(c);
        }
        return Optional.of(line.toString());
    }

    /** Gives the file another name, puts one with those lines in its place, and says so. */
    private void setAside(String reason, List<Line> lines) {
        Path aside = nameAside();
        try {
            PrivateFiles.replace(file, aside, format(lines));
            isCut = false;
            notices.accept(TEXTS.say("history.aside", reason, aside));
        } catch (IOException e) {
            notices.accept(TEXTS.say("history.unreadable", file, reason));
        }
    }

    /** The first that is free, or the last one. */
    private Path nameAside() {
        Path name = file.resolveSibling(file.getFileName() + ".damaged");
        for (int i = 2; i <= MOST_SET_ASIDE && Files.exists(name); i++) {
            name = file.resolveSibling(file.getFileName() + ".damaged." + i);
        }
        return name;
    }

    private void shorten(List<Line> lines) {
        try {
            PrivateFiles.replace(file, null, format(lines.subList(lines.size() / 2, lines.size())));
            isCut = false;
        } catch (IOException e) {
            LOG.info("Cannot shorten the history: {}", e.toString());
        }
    }

    /** Adds lines, so that they are kept however the program ends. */
    public void append(List<Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        try {
            if (isCut) {
                PrivateFiles.append(file, new byte[] {'\n'});
                isCut = false;
            }
            PrivateFiles.append(file, format(lines));
        } catch (IOException e) {
            isCut = true;
            if (!saidUnwritable) {
                saidUnwritable = true;
                notices.accept(TEXTS.say("history.unwritable", Failure.reason(e)));
            }
        }
    }

    private static byte[] format(List<Line> lines) {
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            String escaped =
                    line.text().replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
            text.append(line.time().toEpochMilli()).append(':').append(escaped).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
