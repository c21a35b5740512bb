package chat.jim.server.room;

import chat.jim.protocol.Address;
import chat.jim.protocol.Role;
import chat.jim.server.peer.Holder;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.RoomStore.Member;
import chat.jim.server.store.StoreException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds who owns a room that has lost its last owner (PROTOCOL.md, section 13). Methods that change something wait for the
 * disk, and throw {@link StoreException}.
 */
public final class Succession {
    private final Rooms rooms;

    Succession(Rooms rooms) {
        this.rooms = rooms;
    }

    /** The accounts that are something in some room, or may not do something there. */
    public Stream<AccountKey> accounts() {
        return rooms.all().flatMap(room -> room.rights().accounts()).distinct();
    }

    /**
     * Has the rooms forget accounts that were removed, and finds new owners.
     *
     * @param announce tells a room of its new owner
     */
    public void follow(Predicate<AccountKey> isRemoved, BiConsumer<Room, AccountKey> announce) {
        for (Room room : rooms.all().toList()) {
            List<AccountKey> removed =
                    room.rights().accounts().filter(isRemoved).toList();
            if (!removed.isEmpty() || isOrphan(room)) {
                AccountKey next = room.governed(() -> {
                    rooms.book().forgetRemoved(room, removed);
                    return succeed(room, isRemoved);
                });
                if (next != null) {
                    announce.accept(room, next);
                }
            }
        }
    }

    /** Whether a room may lose its owners, though nobody else can own it: there must not be too many such rooms that stay. */
    public boolean mayBeOrphan(Room room, Predicate<AccountKey> isOut) {
        return !room.isKeptOpen() || rooms.mayStay() || heir(room, isOut) != null;
    }

    private static boolean isOrphan(Room room) {
        return room.settings().owned()
                && !room.rights().hasOwner()
                && !room.name().equals(Address.EVERYBODY);
    }

    /**
     * Finds the next owner of a room that one {@linkplain Room#governed governs}. Without anybody it belongs to nobody.
     *
     * @param isOut those who cannot be it
     * @return the new owner; null if the room has one, or none can be found
     */
    public @Nullable AccountKey succeed(Room room, Predicate<AccountKey> isOut) {
        if (!isOrphan(room)) {
            return null;
        }
        AccountKey next = heir(room, isOut);
        if (next == null) {
            rooms.book().disown(room);
        } else {
            rooms.book().put(room, List.of(rooms.book().member(room, next, Role.OWNER, "")));
        }
        return next;
    }

    private @Nullable AccountKey heir(Room room, Predicate<AccountKey> isOut) {
        return Stream.concat(
                        room.rights().members(Role.MODERATOR).map(Member::account),
                        room.members().map(Holder::account).flatMap(Stream::ofNullable))
                .filter(isOut.negate())
                .filter(rooms.book()::mayOwnMore)
                .findFirst()
                .orElse(null);
    }
}
