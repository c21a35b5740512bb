package chat.jim.server.fault;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One login of a reader, and what has come over it. For the thread that reads; afterwards for any. */
final class Session {
    private final String name;
    private final JimServer server;
    private final long began = System.nanoTime();
    private final Set<Letter> letters = new HashSet<>();
    private final List<Letter> doubled = new ArrayList<>();
    private long lastLine = began;
    private long lastHeld = began;

    /** One that has just been answered 200. */
    Session(String name, JimServer server) {
        this.name = name;
        this.server = server;
    }

    String name() {
        return name;
    }

    JimServer server() {
        return server;
    }

    long began() {
        return began;
    }

    void heard() {
        lastLine = System.nanoTime();
    }

    /** The server has said that this session has its name, when it was asked at that time. */
    void held(long asked) {
        lastHeld = Math.max(lastHeld, asked);
    }

    void got(Letter letter) {
        if (!letters.add(letter)) {
            doubled.add(letter);
        }
    }

    /** What came more than once. */
    List<Letter> doubled() {
        return doubled;
    }

    /** Whether it had begun before that time. */
    boolean hasBegunBefore(long time) {
        return began - time < 0;
    }

    /** Whether something came after that time. */
    boolean hasHeardSince(long time) {
        return lastLine - time > 0;
    }

    /** Whether both had the name at the same time. */
    boolean overlaps(Session other) {
        return name.equals(other.name) && other.hasBegunBefore(lastHeld) && hasBegunBefore(other.lastHeld);
    }

    @Override
    public String toString() {
        return name + " from " + Ledger.millis(began) + " to " + Ledger.millis(lastLine) + " ms at " + server.port()
                + (server.wasKilled() ? ", killed" : "");
    }
}
