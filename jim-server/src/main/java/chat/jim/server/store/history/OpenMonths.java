package chat.jim.server.store.history;

import chat.jim.server.store.StoreException;
import chat.jim.server.store.month.Month;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The months that one thread has open: those that it has used last. */
final class OpenMonths<M extends AutoCloseable> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenMonths.class);

    /** Null is a file in which there is nothing yet. */
    private final Function<Month, @Nullable M> opening;

    private final int most;
    private final Map<Month, M> open = new LinkedHashMap<>(16, 0.75f, true);

    /** @param most how many stay open */
    OpenMonths(Function<Month, @Nullable M> opening, int most) {
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
        M opened = opening.apply(month);
        if (opened != null) {
            open.put(month, opened);
            if (open.size() > most) {
                close(open.keySet().iterator().next());
            }
        }
        return opened;
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
