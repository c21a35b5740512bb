package chat.jim.server.routing;

import chat.jim.protocol.Address;
import chat.jim.server.config.HistoryPolicy;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.NameList;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.RoomStore;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The open rooms. The first one to join a room opens it, and the last to leave closes it (PROTOCOL.md, section 7), unless
 * something is kept that was said there (section 12): then it is open as long as that, also over a restart. All
 * methods may be called from any thread; the joins and leaves of one room happen one after another.
 */
public final class Rooms {
    /** How many rooms of one maker stay when they are empty, so that nobody fills the list of rooms. */
    private static final int MOST_STAYING = 100;

    private final Map<Address, Room> open = new ConcurrentHashMap<>();

    /** The names of the same rooms. Changed only while the entry of that name in {@link #open} is. */
    private final SortedNames names = new SortedNames();

    private final HistoryPolicy policy;
    private final RoomStore kept;

    /** Keeps in that store which rooms stay. */
    public Rooms(HistoryPolicy policy, RoomStore kept) {
        this.policy = policy;
        this.kept = kept;
        if (!policy.isOff()) {
            kept.rooms().forEach(room -> reopen(room.name()));
        }
    }

    private void reopen(Address name) {
        long length = policy.of(name, true);
        if (length != HistoryPolicy.OFF) {
            names.add(name);
            Room room = new Room(name, length, null);
            room.setStaying(true);
            open.put(name, room);
        }
    }

    /** The room that was joined, whether the join opened it, and whether its member was not in it before. */
    public record Joined(Room room, boolean created, boolean entered) {}

    /** Adds a member to the room, and opens the room if there is none. */
    public Joined join(Address name, Holder member) {
        Joined[] joined = new Joined[1];
        open.compute(name, (key, existing) -> {
            Room room = existing == null ? open(name, member.account()) : existing;
            joined[0] = new Joined(room, existing == null, room.add(member));
            return room;
        });
        return joined[0];
    }

    private Room open(Address name, @Nullable AccountKey maker) {
        names.add(name);
        return new Room(name, policy.of(name, maker != null), maker);
    }

    /** Whether one more room of that maker may stay. All guests together are one maker, and so are those before a restart. */
    private boolean mayStay(@Nullable AccountKey maker) {
        return open.values().stream()
                        .filter(room -> room.isStaying() && Objects.equals(room.maker(), maker))
                        .count()
                < MOST_STAYING;
    }

    /** Something that was said in the room is kept: it stays when the last one leaves. */
    void stay(Room room) {
        if (!room.isStaying() && room.mayStay()) {
            open.computeIfPresent(room.name(), (key, same) -> {
                if (mayStay(same.maker())) {
                    same.setStaying(true);
                    CompletableFuture<?> unused = kept.put(RoomStore.Kept.made(same.name(), false));
                } else {
                    same.setMayStay(false);
                }
                return same;
            });
        }
    }

    /** Closes the rooms that have stayed, are empty, and of which nothing is kept any more. */
    public void closeForgotten(Predicate<Address> isKept) {
        for (Room room : open.values()) {
            if (room.isStaying() && !isKept.test(room.name())) {
                open.computeIfPresent(room.name(), (key, same) -> forget(same, isKept));
            }
        }
    }

    /** A message that comes meanwhile is seen by the second test, or has the room stay again. */
    private @Nullable Room forget(Room room, Predicate<Address> isKept) {
        room.setStaying(false);
        if (isKept.test(room.name())) {
            room.setStaying(true);
            return room;
        }
        CompletableFuture<?> unused = kept.remove(room.name());
        return closeIfOver(room);
    }

    private @Nullable Room closeIfOver(Room room) {
        if (!room.isEmpty() || room.isStaying()) {
            return room;
        }
        names.remove(room.name());
        return null;
    }

    /**
     * Removes a member from the room, and returns the room; null if it was not in it. Closes the room if it is
     * empty.
     */
    public @Nullable Room leave(Address name, Holder member) {
        Room[] left = {null};
        open.computeIfPresent(name, (key, room) -> {
            left[0] = room.remove(member) ? room : null;
            return closeIfOver(room);
        });
        return left[0];
    }

    /** The open room with that name, or null. */
    public @Nullable Room find(Address name) {
        return open.get(name);
    }

    /** The names of the open rooms, as they were first written. */
    public NameList names() {
        return names.list();
    }
}
