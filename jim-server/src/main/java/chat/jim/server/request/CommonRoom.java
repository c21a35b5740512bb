package chat.jim.server.request;

import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.history.History;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.HistoryStore.Range;
import chat.jim.server.store.StoreException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The common room for a peer whose program knows no rooms: it is put there unasked (PROTOCOL.md, appendix). Only for the thread
 * of the peer's session.
 */
public final class CommonRoom {
    private static final Logger LOG = LoggerFactory.getLogger(CommonRoom.class);

    /** How many messages of the room a peer of a foreign dialect is sent when it enters. */
    private static final int LAST = 10;

    private static final Range ALL = Range.all(Address.EVERYBODY.key());

    private final Peer peer;
    private final JoinedRooms rooms;
    private final @Nullable History history;
    private final InstantSource clock;

    /** Whether the peer has entered the room, and may want to read what was said there last. */
    private boolean isNew;

    /** Whether the server has put the peer there. */
    private boolean isUnasked;

    /** For a peer, which is in these rooms. */
    public CommonRoom(Peer peer, JoinedRooms rooms, Shared shared) {
        this.peer = peer;
        this.rooms = rooms;
        history = shared.history();
        clock = shared.clock();
    }

    /** The peer has joined or left that room by itself. */
    public void asked(Address room) {
        isUnasked &= !room.equals(Address.EVERYBODY);
    }

    /** Puts a peer into it whose program knows no rooms, or out of it if it turns out to know them. */
    public void set(boolean in) {
        if (in) {
            tryToEnter();
        } else if (isUnasked) {
            rooms.leaveUnasked(Address.EVERYBODY);
            isUnasked = false;
        }
    }

    /** The same as {@link #enter}, unless the peer may not enter: it is told so when it writes there. */
    public void tryToEnter() {
        try {
            enter();
        } catch (ProtocolException e) {
            LOG.debug("{} is not in the common room: {}", peer, e.getMessage());
        }
    }

    /**
     * Puts a peer into it.
     *
     * @throws ProtocolException 403 or 404 if it may not enter
     */
    public void enter() {
        if (rooms.enterUnasked(Address.EVERYBODY)) {
            isUnasked = true;
            isNew = true;
        }
    }

    /**
     * Sends a peer of a foreign dialect what was said there last, if it has just entered, and the operator wishes it
     * (PROTOCOL.md, section 12). Called when its login is answered: it waits for that first.
     */
    public void showLast() {
        boolean wasNew = isNew;
        isNew = false;
        if (wasNew && history != null && history.policy().forDialects() && isUnasked) {
            showLast(history);
        }
    }

    private void showLast(History itsHistory) {
        try {
            for (HistoryStore.Entry entry : itsHistory.store().last(ALL, LAST)) {
                peer.deliver(OutgoingMsg.standard(entry.message(), clock), peer);
            }
        } catch (StoreException | ProtocolException e) {
            LOG.warn("{} is not shown what was said before: {}", peer, e.getMessage());
        }
    }
}
