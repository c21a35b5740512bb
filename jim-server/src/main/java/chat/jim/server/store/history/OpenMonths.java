package chat.jim.server.store.history;

import chat.jim.server.store.StoreException;
import chat.jim.server.store.sql.Connections;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The months that one thread has open: those that it has used last. */
final class OpenMonths<M extends AutoCloseable> implements AutoCloseable {
    /** Opens the file of a month. */
    interface Opening<M> {
        @Nullable
        M open(Month month) throws SQLException, IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(OpenMonths.class);

    private final MonthFiles files;
    private final Opening<M> opening;
    private final int most;
    private final Map<Month, M> open = new LinkedHashMap<>(16, 0.75f, true);

    /** @param most how many stay open */
    OpenMonths(MonthFiles files, Opening<M> opening, int most) {
        this.files = files;
        this.opening = opening;
        this.most = most;
    }

    /**
     * A month, which is opened if it is not.
     *
     * @return null if there is nothing in its file yet
     * @throws StoreException it cannot be opened
     */
    @Nullable
    M get(Month month) {
        M known = open.get(month);
        if (known != null) {
            return known;
        }
        M opened = open(month);
        if (opened != null) {
            open.put(month, opened);
            if (open.size() > most) {
                close(open.keySet().iterator().next());
            }
        }
        return opened;
    }

    private @Nullable M open(Month month) {
        try {
            return opening.open(month);
        } catch (SQLException | IOException e) {
            throw Connections.cannotBeOpened(files.file(month), e);
        }
    }

    /** Closes a month, if it is open. */
    void close(Month month) {
        M closing = open.remove(month);
        if (closing == null) {
            return;
        }
        try {
            closing.close();
        } catch (Exception e) {
            LOG.warn("The history of {} cannot be closed: {}", month, e.getMessage());
        }
    }

    @Override
    public void close() {
        new ArrayList<>(open.keySet()).forEach(this::close);
    }
}
