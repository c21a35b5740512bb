package chat.jim.client.recall;

import chat.jim.client.JimClient;
import chat.jim.client.past.MessageId;
import chat.jim.client.personal.SeenRooms;
import chat.jim.process.Timer;
import chat.jim.protocol.Address;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Says up to where the rooms are read: for an account to the server, for a guest in a file. What is shown counts as read once
 * the person types. Not more often than the server likes. May be used from any thread, but only {@link #onLost} from the
 * receiving one.
 */
final class ReadMarks {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final JimClient client;
    private final SeenRooms seen;
    private final InstantSource clock;
    private final Timer timer = new Timer("read-marks");

    /** Held while one thread says what is read, so that a person who leaves waits for the timer. Taken before the lock of this. */
    private final Object saying = new Object();

    /** What is read, but not said yet: to the server, and in the file. Guarded by this, as the next ones. */
    private final Map<Address, Long> toServer = new HashMap<>();

    private final Map<Address, Long> toFile = new HashMap<>();

    /** What the server was told, but has not answered yet. */
    private final Map<Address, Long> underWay = new HashMap<>();

    private Instant lastSaid = Instant.EPOCH;
    private boolean isDue;

    ReadMarks(JimClient client, SeenRooms seen, InstantSource clock) {
        this.client = client;
        this.seen = seen;
        this.clock = clock;
    }

    /** The person has typed, and so has read what is shown of those rooms. */
    synchronized void onTyped(Map<Address, RoomMemory> rooms) {
        rooms.forEach((room, memory) -> {
            long last = memory.takeUnmarked();
            if (last != MessageId.NONE) {
                (memory.isMarkedByServer() ? toServer : toFile).put(room, last);
            }
        });
        if (!isDue && !(toServer.isEmpty() && toFile.isEmpty())) {
            isDue = true;
            Duration since = Duration.between(lastSaid, clock.instant());
            timer.after(Math.max(0, PAUSE.minus(since).toMillis()), this::say);
        }
    }

    private synchronized void onAnswer(Address room, long id) {
        underWay.remove(room, id);
    }

    /** The server is lost: it is told again what it may not have heard. From any thread. */
    synchronized void onLost() {
        underWay.forEach((room, id) -> toServer.merge(room, id, Math::max));
        underWay.clear();
        lastSaid = Instant.EPOCH;
    }

    /** Says what was not said yet. When it returns, all is said: nothing is left to another thread that is at it. */
    void say() {
        synchronized (saying) {
            sayAll();
        }
    }

    private void sayAll() {
        Address user = client.name();
        if (user == null) {
            return;
        }
        Map<Address, Long> told;
        boolean isInFile;
        synchronized (this) {
            toServer.keySet().retainAll(client.rooms());
            told = Map.copyOf(toServer);
            toServer.clear();
            told.forEach((room, id) -> underWay.merge(room, id, Math::max));
            isInFile = !toFile.isEmpty();
            toFile.forEach((room, id) -> seen.add(user, room, id));
            toFile.clear();
            isDue = false;
            lastSaid = clock.instant();
        }
        told.forEach((room, id) -> {
            boolean isSent = client.history().mark(room, id, answer -> onAnswer(room, id));
            if (!isSent) {
                onLost();
            }
        });
        if (isInFile) {
            seen.save();
        }
    }
}
