package chat.jim.net;

import java.io.Flushable;
import java.util.ArrayList;
import java.util.List;

/**
 * The outboxes that one thread has put something into and will soon have written: what a peer sent in one go is passed on in
 * one go. Only for that thread.
 */
final class PendingWrites implements Flushable {
    private final List<Outbox> outboxes = new ArrayList<>();

    void add(Outbox outbox) {
        outboxes.add(outbox);
    }

    /** Has all of them written; never waits for a peer. */
    @Override
    public void flush() {
        for (int i = 0; i < outboxes.size(); i++) {
            outboxes.get(i).write();
        }
        outboxes.clear();
    }
}
