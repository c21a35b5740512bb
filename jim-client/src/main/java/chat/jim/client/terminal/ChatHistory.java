package chat.jim.client.terminal;

import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jline.reader.impl.history.DefaultHistory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines of chat that were typed, for Up and Ctrl-R: all of this session, and of earlier sessions those that are not
 * private. Only for the reading thread.
 */
final class ChatHistory extends DefaultHistory {
    private static final Logger LOG = LoggerFactory.getLogger(ChatHistory.class);

    private final Set<String> privateLines = new HashSet<>();
    private Predicate<String> isPrivate = line -> true;

    /** Sets which lines must not be written to the file. */
    void setPrivate(Predicate<String> lines) {
        isPrivate = lines;
    }

    /** Writes new lines to the file at once, so that they are kept however the program ends. */
    void saveNow() {
        try {
            save();
        } catch (IOException e) {
            LOG.warn("Cannot save the history: {}", e.getMessage());
        }
    }

    @Override
    public void add(Instant time, String line) {
        String trimmed = line.trim(); // as it will be in its entry
        if (isPrivate.test(trimmed)) {
            privateLines.add(trimmed);
        }
        super.add(time, trimmed);
    }

    @Override
    public boolean isPersistable(Entry entry) {
        return !privateLines.contains(entry.line());
    }
}
