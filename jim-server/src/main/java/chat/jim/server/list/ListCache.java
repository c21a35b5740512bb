package chat.jim.server.list;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a list for those who ask next, until something changes. Whoever has made a change, and asks then, sees it. All
 * methods may be called from any thread; none waits.
 */
public final class ListCache {
    /** Guarded by this object, as is the other field. Null if nobody has asked since the last change. */
    private @Nullable NameList current;

    /** The number of changes so far. It may start anew at the other end of its range. */
    private int changes;

    /** Says that something has changed. Call this after the change. */
    public synchronized void changed() {
        changes++;
        if (current != null) {
            current.retire();
            current = null;
        }
    }

    /** The list as it is kept, or as it is made now. A short one is not kept. */
    public NameList get(Supplier<NameList> maker) {
        int before;
        synchronized (this) {
            if (current != null) {
                return current;
            }
            before = changes;
        }
        NameList made = maker.get();
        return made.isShort() ? made : keep(made, before);
    }

    private synchronized NameList keep(NameList made, int before) {
        if (changes != before) {
            made.retire();
            return made;
        }
        if (current == null) {
            current = made;
        }
        return current;
    }
}
