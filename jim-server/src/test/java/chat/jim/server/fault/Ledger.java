package chat.jim.server.fault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What has become of each message that was written, and of each that was read. From any thread. */
final class Ledger {
    private static final long BEGAN = System.nanoTime();

    /**
     * What a sender knows of a message.
     *
     * @param code that of the answer; 0 if there was none
     * @param at when the answer came
     */
    record Written(int code, long sent, long at) {}

    /** A letter that came once more after it was confirmed. */
    record Again(Letter letter, long confirmed, long at, Session session) {}

    /** Guarded by this, as all below. */
    private final Map<Letter, Written> written = new HashMap<>();

    private final Set<Letter> received = new HashSet<>();

    /** When the server has said so. */
    private final Map<Letter, Long> confirmed = new HashMap<>();

    /** What has come for the first time, in order. */
    private final List<Letter> order = new ArrayList<>();

    private final List<Again> confirmedAgain = new ArrayList<>();
    private final List<Session> sessions = new ArrayList<>();
    private int again;

    /** Since the begin, for people. */
    static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos - BEGAN);
    }

    synchronized void sent(Letter letter) {
        written.put(letter, new Written(0, System.nanoTime(), 0));
    }

    synchronized void answered(Letter letter, int code) {
        written.computeIfPresent(letter, (any, before) -> new Written(code, before.sent(), System.nanoTime()));
    }

    synchronized void began(Session session) {
        sessions.add(session);
    }

    synchronized void read(Letter letter, Session session) {
        session.got(letter);
        if (letter.isToRoom()) {
            return;
        }
        Long before = confirmed.get(letter);
        if (before != null) {
            confirmedAgain.add(new Again(letter, before, System.nanoTime(), session));
        }
        if (received.add(letter)) {
            order.add(letter);
        } else {
            again++;
        }
    }

    /** The server knows that these were read. */
    synchronized void confirmed(List<Letter> letters) {
        letters.forEach(letter -> confirmed.putIfAbsent(letter, System.nanoTime()));
    }

    /** Whether something has not come to that account which was answered 200 or 202. */
    synchronized boolean misses(String account) {
        return written.entrySet().stream()
                .anyMatch(one -> one.getKey().to().equals(account)
                        && (one.getValue().code() == 200 || one.getValue().code() == 202)
                        && !received.contains(one.getKey()));
    }

    /** When all have ended. */
    synchronized Findings findings() {
        return new Findings(
                Map.copyOf(written),
                Set.copyOf(received),
                List.copyOf(order),
                List.copyOf(sessions),
                List.copyOf(confirmedAgain),
                again);
    }
}
