package chat.jim.client.personal;

import chat.jim.process.Failure;
import chat.jim.protocol.Address;
import chat.jim.text.Texts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The log of a chat that a person wished for: a file for each room and each person, only for its owner, with a line for each
 * message. No file stays open. May be used from any thread.
 */
public final class ChatLog {
    private static final Texts TEXTS = Texts.of(ChatLog.class);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final String SAFE = "[^\\p{L}\\p{M}\\p{N}_#-]";

    private final Path folder;
    private final ZoneId zone;
    private final AtomicBoolean saidFailure = new AtomicBoolean();

    /** A log in that folder, with the times of that zone. */
    public ChatLog(Path folder, ZoneId zone) {
        this.folder = folder;
        this.zone = zone;
    }

    /**
     * Adds a line; the first time that it fails, {@code failures} gets a sentence.
     *
     * @param with the room, or the other person
     * @param line safe to show: it has neither line breaks nor control characters
     */
    public synchronized void add(Address with, Instant time, String line, Consumer<String> failures) {
        String text = TIME.format(time.atZone(zone)) + " " + line + "\n";
        Path file = folder.resolve(fileName(with));
        try {
            PrivateFiles.append(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            if (!saidFailure.getAndSet(true)) {
                failures.accept(TEXTS.say("chat-log.unwritable", file, Failure.reason(e)));
            }
        }
    }

    /**
     * The same for all spellings of a name, and of no meaning to any file system: a dot, of which two would be the folder
     * above, is {@code %2e}, and a name that Windows has for a device ends in {@code _}.
     */
    static String fileName(Address with) {
        StringBuilder name = new StringBuilder();
        with.key().codePoints().forEach(c -> {
            String letter = Character.toString(c);
            name.append(letter.matches(SAFE) ? String.format("%%%02x", c) : letter);
        });
        boolean isDevice = name.toString().matches("(?i)con|prn|aux|nul|com[0-9]|lpt[0-9]");
        return name + (isDevice ? "_" : "") + ".log";
    }
}
