package chat.jim.client.recall;

import chat.jim.client.past.MessageId;
import chat.jim.client.past.ShownIds;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.action.Action;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client knows of a room that the server may keep: what was shown of it, up to where it is read, and what has to wait
 * until older messages are shown. May be used from any thread.
 */
public final class RoomMemory {
    /** Of more, the order matters less than the memory. */
    private static final int MOST_HELD = 1_000;

    private final InstantSource clock;
    private final ShownIds shown = new ShownIds();
    private final List<Action.Msg> held = new ArrayList<>();
    private boolean holding;
    private boolean kept;

    /** The newest message of the room when it was entered first: what is older was not missed. */
    private long first;

    /** Behind which message the pages go on that are being read; -1 if none are. */
    private long unfinished = -1;

    /** Up to which message the room is read, as far as the server knows or was told. */
    private long marked;

    /** Whether the server remembers up to where the user has read, as it does for an account. */
    private boolean isMarkedByServer;

    /** Nothing is known yet. Ids far ahead of that clock are not believed. */
    public RoomMemory(InstantSource clock) {
        this.clock = clock;
    }

    /** An id that the server has told, or {@link MessageId#NONE} if it is none that can be. */
    long believed(@Nullable Long id) {
        return MessageId.believed(id, clock.instant());
    }

    /** From now on messages wait, until {@link #release}. */
    public synchronized void hold() {
        holding = true;
    }

    /** Whether a message that has come is to be shown now; if not, it waits, or was shown before. */
    public synchronized boolean admits(Action.Msg msg) {
        if (!holding) {
            return isNew(msg);
        }
        held.add(msg.frame() == null ? msg : msg.in(msg.frame().copy()));
        return false;
    }

    /** Whether no more messages can wait. */
    public synchronized boolean isFull() {
        return held.size() >= MOST_HELD;
    }

    /** Ends the waiting; returns the messages that are to be shown now. */
    public synchronized List<Action.Msg> release() {
        holding = false;
        List<Action.Msg> fresh = held.stream().filter(this::isNew).toList();
        held.clear();
        return fresh;
    }

    /** The server is lost: what waits will come again where the room is kept, else it is returned. */
    public synchronized List<Action.Msg> onLost() {
        if (kept) {
            held.clear();
        }
        return release();
    }

    /** Whether a message was not shown before; from now on it was. */
    public synchronized boolean isNew(Action.Msg msg) {
        long id = believed(MessageId.of(msg));
        return id == MessageId.NONE || shown.add(id);
    }

    /** The room was entered with that answer. False if the server does not keep it. */
    public synchronized boolean onJoined(Response answer) {
        boolean wasKept = kept;
        Long newest = answer.number(Detail.ID);
        isMarkedByServer = answer.number(Detail.READ) != null;
        kept = !answer.code().isError() && (newest != null || answer.number(Detail.KEPT) != null);
        if (kept && !wasKept) {
            first = believed(newest);
            marked = believed(answer.number(Detail.READ));
        }
        return kept;
    }

    /** Whether the server remembers up to where the user has read. */
    synchronized boolean isMarkedByServer() {
        return isMarkedByServer;
    }

    /** Whether the server keeps the room, as far as is known. */
    public synchronized boolean isKept() {
        return kept;
    }

    /** Pages are read from behind that message on. */
    public synchronized void begin(long after) {
        unfinished = after;
        shown.need(after);
    }

    /** A page was shown, which ends with that message. */
    public synchronized void reach(long last) {
        unfinished = Math.max(unfinished, believed(last));
    }

    /** All pages were shown. */
    public synchronized void finish() {
        unfinished = -1;
        shown.needNoMore();
    }

    /** Whether pages are being read, or were when the server was lost. */
    public synchronized boolean isUnfinished() {
        return unfinished >= 0;
    }

    /** Behind which message one goes on after a loss. */
    public synchronized long resumeAfter() {
        return unfinished >= 0 ? unfinished : Math.max(first, shown.resumeAfter());
    }

    /** The server has taken a message of the user, who has read what was there then. */
    synchronized void onTaken(@Nullable Long told) {
        long id = believed(told);
        if (id != MessageId.NONE) {
            shown.add(id);
            marked = Math.max(marked, id);
        }
    }

    /** Up to that message the room is read. */
    public synchronized void setMarked(long id) {
        marked = Math.max(marked, id);
    }

    /** Up to which message the room is read. */
    public synchronized long marked() {
        return marked;
    }

    /**
     * The last message that was shown, if it is not marked yet; else {@link MessageId#NONE}. From now on it is marked. While
     * pages are read, older messages are still to come.
     */
    public synchronized long takeUnmarked() {
        long last = shown.last();
        if (!kept || unfinished >= 0 || last <= marked) {
            return MessageId.NONE;
        }
        marked = last;
        return last;
    }
}
