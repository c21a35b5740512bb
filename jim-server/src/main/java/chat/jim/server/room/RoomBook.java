package chat.jim.server.room;

import chat.jim.protocol.Address;
import chat.jim.protocol.Role;
import chat.jim.server.config.RoomLimits;
import chat.jim.server.peer.Holder;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.RoomStore;
import chat.jim.server.store.RoomStore.Ban;
import chat.jim.server.store.RoomStore.Kept;
import chat.jim.server.store.RoomStore.Member;
import chat.jim.server.store.RoomStore.Sanction;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what the rooms are and who is what in them: in the store first, if the room stays, then in the room. Nobody is
 * asked here whether somebody may do that. The public methods wait for the disk, and throw {@link StoreException}, unless they
 * say otherwise; call them while you {@linkplain Room#governed govern} the room. The others never wait.
 */
public final class RoomBook {
    private static final Logger LOG = LoggerFactory.getLogger(RoomBook.class);

    private final Rooms rooms;
    private final RoomStore store;
    private final RoomLimits limits;
    private final InstantSource clock;

    /** The rooms in which each account is something, by its id. */
    private final Map<String, Set<Room>> places = new ConcurrentHashMap<>();

    RoomBook(Rooms rooms, RoomStore store, RoomLimits limits, InstantSource clock) {
        this.rooms = rooms;
        this.store = store;
        this.limits = limits;
        this.clock = clock;
    }

    /** Reads what was written before. Only before anybody joins. */
    void load() {
        for (Member member : store.members()) {
            Room room = rooms.find(member.room());
            if (room != null) {
                note(room, member);
            }
        }
        long now = rooms.rules().now();
        for (Sanction sanction : store.sanctions()) {
            Room room = rooms.find(sanction.room());
            if (sanction.until() <= now) {
                submit(store.remove(sanction.room(), sanction.ban(), sanction.subject()));
            } else if (room != null) {
                room.rights().put(sanction);
            }
        }
        rooms.all().forEach(Room::restrict);
    }

    /** Whether a room that somebody makes now belongs to that account. */
    boolean mayOwn(Address room, @Nullable AccountKey maker) {
        return maker != null && !room.equals(Address.EVERYBODY) && ownedBy(maker) < limits.owned();
    }

    /** How many rooms an account owns. Does not wait. */
    public int ownedBy(AccountKey account) {
        return (int)
                members(account).filter(member -> member.role() == Role.OWNER).count();
    }

    /** A room has been made that belongs to that account. */
    void begin(Room room, AccountKey owner) {
        note(room, member(room, owner, Role.OWNER, ""));
        store(room);
    }

    /** Writes down all of a room that has not stayed before. */
    void store(Room room) {
        submit(store.put(room.settings()));
        room.rights().members().forEach(member -> submit(store.put(member)));
        room.rights().sanctions(any -> true).forEach(sanction -> submit(store.put(sanction)));
    }

    /** A room stays no longer. */
    void unstore(Room room) {
        submit(store.remove(room.name()));
    }

    /** Somebody has come into a room, and needs not be told of an invitation. */
    void entered(Room room, Holder comer) {
        AccountKey account = comer.account();
        Member member = account == null ? null : room.rights().member(account);
        if (member != null && isWaiting(member)) {
            told(room, member);
        }
    }

    private void told(Room room, Member invited) {
        Member told = new Member(invited.room(), invited.account(), invited.role(), invited.since(), "");
        note(room, told);
        if (room.isStaying()) {
            submit(store.put(told));
        }
    }

    /** Changes what a room is. */
    public void change(Room room, Kept settings) {
        await(room, List.of(settings), store::put);
        rooms.change(room, () -> room.set(settings));
    }

    /** Gives roles, in place of any others; who gets that of an owner makes the room one that belongs to somebody. */
    public void put(Room room, List<Member> members) {
        if (members.stream().anyMatch(member -> member.role() == Role.OWNER)) {
            setOwned(room);
        }
        await(room, members, store::put);
        rooms.change(room, () -> members.forEach(member -> note(room, member)));
    }

    /** The entry for a role that an account is given now. Does not wait. */
    public Member member(Room room, AccountKey account, Role role, String invitedBy) {
        return new Member(room.name(), account, role, room.rights().since(clock.millis()), invitedBy);
    }

    /** Gives a guest a role, for as long as it is there. Does not wait. */
    public void put(Room room, Holder guest, Role role) {
        room.rights().put(guest, role);
    }

    /** Takes whatever role an account has away, or a guest, who has to be online. */
    public void remove(Room room, @Nullable AccountKey account, @Nullable Holder guest) {
        if (account != null) {
            await(room, List.of(account), key -> store.remove(room.name(), key));
            rooms.change(room, () -> forget(room, account));
        } else if (guest != null) {
            room.rights().removeGuest(guest);
        }
    }

    /** Keeps somebody from entering or from speaking. Whoever is in the room stays there. */
    public void put(Room room, Sanction sanction) {
        await(room, List.of(sanction), store::put);
        rooms.change(room, () -> room.rights().put(sanction));
    }

    /** Lifts the sanctions of a kind that fulfil a condition, and returns them. */
    public List<Sanction> lift(Room room, Ban ban, Predicate<Sanction> condition) {
        List<Sanction> lifted = room.rights().sanctions(condition.and(sanction -> sanction.ban() == ban));
        await(room, lifted, sanction -> store.remove(room.name(), ban, sanction.subject()));
        rooms.change(room, () -> lifted.forEach(sanction -> room.rights().remove(ban, sanction.subject())));
        return lifted;
    }

    /** Has a room stay that an operator has changed, though it belongs to nobody else: that of everybody. */
    public void setOwned(Room room) {
        if (!room.settings().owned()) {
            Kept settings = owned(room.settings(), true);
            rooms.change(room, () -> {
                room.set(settings);
                store(room);
            });
        }
    }

    /** A room belongs to nobody any more, and closes as soon as it is empty. */
    void disown(Room room) {
        Kept settings = owned(room.settings(), false);
        rooms.change(room, () -> {
            room.set(settings);
            submit(room.isStaying() ? store.put(settings) : store.remove(room.name()));
        });
    }

    private static Kept owned(Kept settings, boolean owned) {
        return new Kept(
                settings.name(), owned, settings.topic(), settings.isPrivate(), settings.moderated(), settings.keeps());
    }

    /** The invitations of which an account was not told; from now on, it was. Does not wait. */
    public List<Member> takeInvitations(AccountKey account) {
        List<Member> invitations = members(account).filter(RoomBook::isWaiting).toList();
        invitations.forEach(invited -> {
            Room room = rooms.find(invited.room());
            if (room != null) {
                told(room, invited);
            }
        });
        return invitations;
    }

    /** How many invitations wait for an account, but for one to that room. Does not wait. */
    public int waiting(AccountKey account, Room but) {
        return (int) members(account)
                .filter(member -> isWaiting(member) && !member.room().equals(but.name()))
                .count();
    }

    private static boolean isWaiting(Member member) {
        return !member.invitedBy().isEmpty();
    }

    /** What an account is in all rooms. */
    private Stream<Member> members(AccountKey account) {
        return places.getOrDefault(account.id(), Set.of()).stream()
                .flatMap(room -> Stream.ofNullable(room.rights().member(account)));
    }

    /** A guest has made an account: what it is in the rooms, and what it may not do there, holds for that. Does not wait. */
    public void inherit(Holder holder, String origin, AccountKey account) {
        rooms.all().forEach(room -> {
            Role role = room.rights().removeGuest(holder);
            List<Sanction> sanctions =
                    room.rights().sanctions(sanction -> sanction.subject().equals(origin));
            if (role != null) {
                Member member = member(room, account, role, "");
                note(room, member);
                submitIfStaying(room, store::put, member);
            }
            for (Sanction sanction : sanctions) {
                Sanction own = new Sanction(
                        room.name(), sanction.ban(), account.id(), account.name(), sanction.until(), sanction.reason());
                room.rights().put(own);
                submitIfStaying(room, store::put, own);
            }
        });
    }

    /** The store has forgotten what a removed account was: so does the room. Does not wait. */
    void forgetRemoved(Room room, List<AccountKey> removed) {
        rooms.change(room, () -> removed.forEach(account -> forget(room, account)));
    }

    /** The room is closed. */
    void closed(Room room) {
        room.rights().members().forEach(member -> forget(room, member.account()));
    }

    private void note(Room room, Member member) {
        room.rights().put(member);
        places.compute(member.account().id(), (key, of) -> {
            Set<Room> all = of == null ? ConcurrentHashMap.newKeySet() : of;
            all.add(room);
            return all;
        });
    }

    private void forget(Room room, AccountKey account) {
        room.rights().remove(account);
        places.computeIfPresent(account.id(), (key, of) -> {
            of.remove(room);
            return of.isEmpty() ? null : of;
        });
    }

    private static <T> void await(Room room, List<T> changes, Function<T, CompletableFuture<?>> write) {
        if (room.isStaying()) {
            List<CompletableFuture<?>> written = new ArrayList<>();
            changes.forEach(change -> written.add(write.apply(change)));
            written.forEach(Store::await);
        }
    }

    private static <T> void submitIfStaying(Room room, Function<T, CompletableFuture<?>> write, T change) {
        if (room.isStaying()) {
            submit(write.apply(change));
        }
    }

    private static void submit(CompletableFuture<?> change) {
        CompletableFuture<?> unused = change.exceptionally(failure -> {
            LOG.warn(
                    "What a room is cannot be noted: {}",
                    Objects.requireNonNull(failure).getMessage());
            return null;
        });
    }
}
