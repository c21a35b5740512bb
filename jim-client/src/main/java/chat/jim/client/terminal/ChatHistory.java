package chat.jim.client.terminal;

import chat.jim.client.personal.HistoryFile;
import chat.jim.client.personal.HistoryFile.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jline.reader.impl.history.DefaultHistory;

/**
 * The lines of chat that were typed, for Up and Ctrl-R: all of this session, and of earlier sessions those that are not
 * private. The editor itself knows no file: it would refuse to start over a damaged one. Only for the reading thread.
 */
final class ChatHistory extends DefaultHistory {
    private final HistoryFile file;
    private final List<Line> unsaved = new ArrayList<>();
    private Predicate<String> isPrivate = line -> true;

    ChatHistory(HistoryFile file) {
        this.file = file;
    }

    /** Sets which lines must not be written to the file. */
    void setPrivate(Predicate<String> lines) {
        isPrivate = lines;
    }

    /** Called as the history is attached to the editor. */
    @Override
    public void load() {
        file.read().forEach(line -> super.internalAdd(line.time(), line.text()));
    }

    /** Writes new lines to the file at once, so that they are kept however the program ends. */
    void saveNow() {
        file.append(unsaved);
        unsaved.clear();
    }

    @Override
    public void add(Instant time, String line) {
        super.add(time, line.trim()); // as it will be in its entry
    }

    @Override
    protected void internalAdd(Instant time, String line) {
        super.internalAdd(time, line);
        if (!isPrivate.test(line)) {
            unsaved.add(new Line(time, line));
        }
    }
}
