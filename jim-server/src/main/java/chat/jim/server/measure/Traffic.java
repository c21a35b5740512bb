package chat.jim.server.measure;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts the messages of one peer. One thread at a time counts, without an atomic step, since this is done for each message;
 * any thread may ask.
 */
public final class Traffic {
    /** What is counted. */
    public enum Kind {
        /** A message to one user. */
        TO_USER(0),
        /** A message to a room. */
        TO_ROOM(1),
        /** A user to whom a message was handed over. */
        DELIVERY(2),
        /** A message that was put into a mailbox. */
        KEPT(3),
        /** A plain message that was answered with a 200. */
        ANSWERED_SENT(4),
        /** A plain message that was answered with a 202. */
        ANSWERED_KEPT(5);

        private final int index;

        Kind(int index) {
            this.index = index;
        }
    }

    private static final int KINDS = Kind.values().length;

    private final AtomicLongArray counts = new AtomicLongArray(KINDS);

    /** It has happened once more. */
    public void count(Kind kind) {
        add(kind, 1);
    }

    /** It has happened so many times more. */
    public void add(Kind kind, int times) {
        counts.setOpaque(kind.index, counts.getPlain(kind.index) + times);
    }

    /** How often it has happened. */
    long get(Kind kind) {
        return counts.getOpaque(kind.index);
    }
}
