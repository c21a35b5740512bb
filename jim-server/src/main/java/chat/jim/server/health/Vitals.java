package chat.jim.server.health;

import chat.jim.server.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Feels the pulses of a running server's threads: of those that accept connections, do regular tasks, and write to the disk. */
public final class Vitals {
    private static final Logger LOG = LoggerFactory.getLogger(Vitals.class);

    private final Pulse accepting = new Pulse("accept loop");
    private final Pulse regular = new Pulse("timer");
    private final Pulse writing = new Pulse("store's writer");
    private final Store store;
    private final Supplier<Level> loudness;

    /** Only for the writer's thread. */
    private boolean isTold;

    /** Whether the writer has yet to answer. */
    private final AtomicBoolean asked = new AtomicBoolean();

    private volatile @Nullable String troubleOfStore;

    /**
     * Those of a server with that store.
     *
     * @param loudness how loudly to log that the store fails now
     */
    public Vitals(Store store, Supplier<Level> loudness) {
        this.store = store;
        this.loudness = loudness;
    }

    /** The accept loop moves. Only for its thread. */
    public void accepting() {
        accepting.beat();
    }

    /** The timer moves, and asks the others. Only for the timer's thread; call it every second. */
    public void tick() {
        regular.beat();
        if (asked.compareAndSet(false, true)) {
            store.ping(() -> {
                look(store.trouble()); // here, since a disk that hangs is the writer's trouble, and nobody else's
                writing.beat();
                asked.set(false);
            });
        }
    }

    /** Only for the writer's thread. */
    private void look(@Nullable String trouble) {
        if (trouble != null && !isTold) {
            Level level = loudness.get();
            isTold = level != Level.DEBUG; // what lasts is told when it is no more to be expected
            if (isTold || troubleOfStore == null) {
                LOG.atLevel(level).log("{}", trouble);
            }
        } else if (trouble == null && isTold) {
            LOG.info("The store can be used again");
            isTold = false;
        }
        troubleOfStore = trouble;
    }

    /**
     * Whether the server does its work.
     *
     * @param checks see {@link Health}
     */
    public Health health(List<Supplier<@Nullable String>> checks) {
        List<Supplier<@Nullable String>> all = new ArrayList<>(checks);
        all.add(() -> troubleOfStore);
        return new Health(List.of(accepting, regular, writing), all);
    }
}
