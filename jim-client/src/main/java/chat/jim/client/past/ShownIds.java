package chat.jim.client.past;

import java.time.Duration;
import java.util.TreeSet;

/**
 * Which messages of a room were shown: the greatest id, and those shortly before it. Messages of the same moment may come in
 * any order, so from where one goes on is a little before the greatest. Not for several threads at once.
 */
public final class ShownIds {
    private static final long OVERLAP = MessageId.distance(Duration.ofSeconds(5));

    /** More than a client can be sent in the overlap. */
    private static final int MOST = 20_000;

    /** The latest ones, for twice the overlap. */
    private final TreeSet<Long> latest = new TreeSet<>();

    /** Ids after this one are needed, however long ago they were shown. */
    private long needed = Long.MAX_VALUE;

    /** Nothing was shown yet. */
    public ShownIds() {}

    /** The message of that id is shown now; false if it was shown before. */
    public boolean add(long id) {
        if (!latest.add(id)) {
            return false;
        }
        while (latest.size() > MOST || latest.first() < Math.min(needed, latest.last() - 2 * OVERLAP)) {
            latest.pollFirst();
        }
        return true;
    }

    /** What was shown after that one may come again, until {@link #needNoMore}. */
    public void need(long id) {
        needed = id;
    }

    /** Only what was shown lately may come again. */
    public void needNoMore() {
        needed = Long.MAX_VALUE;
    }

    /** The greatest id; {@link MessageId#NONE} if there is none. */
    public long last() {
        return latest.isEmpty() ? MessageId.NONE : latest.last();
    }

    /** Behind which id what was missed begins; what was shown of that is known here. */
    public long resumeAfter() {
        return Math.max(MessageId.NONE, last() - OVERLAP);
    }
}
