package chat.jim.server.room;

import chat.jim.protocol.Address;
import chat.jim.server.config.HistoryPolicy;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.RoomStore;
import chat.jim.server.store.RoomStore.Kept;
import chat.jim.server.store.StoreException;
import java.util.List;
import java.util.function.Supplier;

/** Opens rooms that stay, as they were written down. Waits for the store, and throws {@link StoreException}. */
public final class RoomLoader {
    private final Rooms rooms;
    private final RoomStore store;
    private final Supplier<HistoryPolicy> policy;

    RoomLoader(Rooms rooms, RoomStore store, Supplier<HistoryPolicy> policy) {
        this.rooms = rooms;
        this.store = store;
        this.policy = policy;
    }

    /** Opens all. Only before anybody joins. */
    public void all() {
        store.rooms().forEach(this::reopen);
        rooms.book().load(store.members(), store.sanctions());
        rooms.all().forEach(Room::restrict);
    }

    /** Opens one whose home is this server from now on. Does nothing if nothing of it is written down. */
    public void one(Address name) {
        RoomStore.Book written = rooms.find(name) == null ? store.book(name) : null;
        if (written == null) {
            return;
        }
        reopen(written.room());
        rooms.book().load(written.members(), written.sanctions());
        Room room = rooms.find(name);
        if (room != null) {
            room.restrict();
            AccountKey unused = room.governed(() -> rooms.succession().succeed(room, account -> false));
        }
    }

    /** Whether that one stays, at whichever server. */
    public boolean isWritten(Address name) {
        return store.book(name) != null;
    }

    /** The names of all that stay, at whichever server. */
    public List<Address> written() {
        return store.rooms().stream().map(Kept::name).toList();
    }

    private void reopen(Kept kept) {
        HistoryPolicy now = policy.get();
        boolean isNamed = now.of(kept.name(), false) != HistoryPolicy.OFF;
        Room room = new Room(kept, kept.owned() || !isNamed, now); // who made it is not known, if it belongs to nobody
        if (kept.owned() || room.isKept()) {
            room.setKeptOpen(room.isKept()); // until it is found that nothing is left
            rooms.reopen(room);
        }
    }
}
