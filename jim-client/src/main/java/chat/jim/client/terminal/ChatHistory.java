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
 * The lines of chat that were typed, for Up and Ctrl-R: of this session all, of the sessions before those that are not
 * private. Only for the reading thread.
 */
final class ChatHistory extends DefaultHistory {
    private static final Logger LOG = LoggerFactory.getLogger(ChatHistory.class);

    private final Set<String> privateLines = new HashSet<>();
    private Predicate<String> isPrivate = line -> true;

    /** Lines of which that is true are not to be written to the file. */
    void keepOut(Predicate<String> lines) {
        isPrivate = lines;
    }

    /** Writes what is new to the file, so that it is there however the program ends. */
    void keep() {
        try {
            save();
        } catch (IOException e) {
            LOG.warn("The history cannot be kept: {}", e.getMessage());
        }
    }

    @Override
    public void add(Instant time, String line) {
        String kept = line.trim(); // as it comes back in an entry
        if (isPrivate.test(kept)) {
            privateLines.add(kept);
        }
        super.add(time, kept);
    }

    @Override
    public boolean isPersistable(Entry entry) {
        return !privateLines.contains(entry.line());
    }
}
