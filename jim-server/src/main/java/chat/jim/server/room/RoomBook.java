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
import chat.jim.server.store.StoreException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what the rooms are and who is what in them: in the store first, if the room stays, then in the room. Nobody is
 * asked here whether somebody may do that. The public methods wait for the disk, and throw {@link StoreException}, unless they
 * say otherwise; call those that wait while you {@linkplain Room#governed govern} the room. The others never wait.
 */
public final class RoomBook {
    private final Rooms rooms;
    private final RoomStore store;
    private final RoomWriter writer;
    private final Supplier<RoomLimits> limits;
    private final InstantSource clock;
    private final Function<AccountKey, Entries> elsewhere;

    /** The rooms in which each account is something, by its id. */
    private final Map<String, Set<Room>> places = new ConcurrentHashMap<>();

    RoomBook(
            Rooms rooms,
            RoomStore store,
            Supplier<RoomLimits> limits,
            InstantSource clock,
            Function<AccountKey, Entries> elsewhere) {
        this.elsewhere = elsewhere;
        this.rooms = rooms;
        this.store = store;
        writer = new RoomWriter(store);
        this.limits = limits;
        this.clock = clock;
    }

    /** Notes what was written before of rooms that are open. Only before anybody joins them. */
    void load(List<Member> members, List<Sanction> sanctions) {
        for (Member member : members) {
            Room room = rooms.find(member.room());
            if (room != null) {
                note(room, member);
            }
        }
        long now = rooms.rules().now();
        for (Sanction sanction : sanctions) {
            Room room = rooms.find(sanction.room());
            if (sanction.until() <= now) {
                writer.submit(store.remove(sanction.room(), sanction.ban(), sanction.subject()));
            } else if (room != null) {
                room.rights().put(sanction);
            }
        }
    }

    /** Whether a room that somebody makes now belongs to that account. Waits for the others. */
    public boolean mayOwn(Address room, @Nullable AccountKey maker) {
        return maker != null && !room.equals(Address.EVERYBODY) && mayOwnMore(maker);
    }

    /** Whether an account may own one more room. */
    boolean mayOwnMore(AccountKey account) {
        return ownedBy(account) < limits.get().owned();
    }

    /** How many rooms an account owns at all servers. Waits for the others. */
    public int ownedBy(AccountKey account) {
        return entries(account).owned() + elsewhere.apply(account).owned();
    }

    /** What an account is in the rooms here. Does not wait. */
    public Entries entries(AccountKey account) {
        List<Member> all = members(account).toList();
        long owned = all.stream().filter(member -> member.role() == Role.OWNER).count();
        long waiting = all.stream().filter(RoomBook::isWaiting).count();
        return new Entries((int) owned, (int) waiting);
    }

    /** A room has been made that belongs to that account. */
    void begin(Room room, AccountKey owner) {
        note(room, member(room, owner, Role.OWNER, ""));
        writer.remove(room); // there may be one that was not opened, since the server keeps no history now
        writer.writeAll(room);
    }

    /** The one that writes it down. */
    RoomWriter writer() {
        return writer;
    }

    /** Somebody has come into a room, and needs not be told of an invitation. */
    void entered(Room room, Holder comer) {
        AccountKey account = comer.account();
        Member member = account == null ? null : room.rights().member(account);
        if (member != null && isWaiting(member)) {
            told(room, member.account());
        }
    }

    private void told(Room room, AccountKey invited) {
        room.rights().told(invited);
        writer.submit(room, invited, account -> store.setTold(room.name(), account));
    }

    /** Changes what a room is. */
    public void change(Room room, UnaryOperator<Kept> change) {
        claim(room);
        Kept settings = change.apply(room.settings());
        writer.await(room, List.of(settings), store::put);
        rooms.change(room, () -> room.set(settings));
    }

    /** Gives roles, in place of any others; who gets that of an owner makes the room one that belongs to somebody. */
    public void put(Room room, List<Member> members) {
        claim(room);
        if (members.stream().anyMatch(member -> member.role() == Role.OWNER)) {
            setOwned(room);
        }
        writer.await(room, members, store::put);
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
            writer.await(room, List.of(account), key -> store.remove(room.name(), key));
            rooms.change(room, () -> forget(room, account));
        } else if (guest != null) {
            room.rights().removeGuest(guest);
        }
    }

    /** Keeps somebody from entering or from speaking. Whoever is in the room stays there. */
    public void put(Room room, Sanction sanction) {
        claim(room);
        writer.await(room, List.of(sanction), store::put);
        rooms.change(room, () -> room.rights().put(sanction));
    }

    /** Lifts the sanctions of a kind that fulfil a condition, and returns them. */
    public List<Sanction> lift(Room room, Ban ban, Predicate<Sanction> condition) {
        List<Sanction> lifted = room.rights().sanctions(condition.and(sanction -> sanction.ban() == ban));
        writer.await(room, lifted, sanction -> store.remove(room.name(), ban, sanction.subject()));
        rooms.change(room, () -> lifted.forEach(sanction -> room.rights().remove(ban, sanction.subject())));
        return lifted;
    }

    /** The room of everybody is the operators': what they change there stays. */
    private void claim(Room room) {
        if (room.name().equals(Address.EVERYBODY)) {
            setOwned(room);
        }
    }

    /** Has a room stay that belongs to somebody now, or has been changed by an operator though it belongs to nobody else. */
    private void setOwned(Room room) {
        if (!room.settings().owned()) {
            Kept settings = owned(room, true);
            rooms.change(room, () -> {
                room.set(settings);
                writer.writeAll(room);
            });
        }
    }

    /** A room belongs to nobody any more, and closes as soon as it is empty. */
    void disown(Room room) {
        Kept settings = owned(room, false);
        rooms.change(room, () -> {
            room.set(settings);
            writer.submit(room.isStaying() ? store.put(settings) : store.remove(room.name()));
        });
    }

    /** What was not kept before is not kept then either, until an owner wishes it. */
    private static Kept owned(Room room, boolean owned) {
        Kept settings = room.settings();
        return new Kept(
                settings.name(),
                owned,
                settings.topic(),
                settings.isPrivate(),
                settings.moderated(),
                settings.keeps() && room.isKept());
    }

    /** The invitations of which an account was not told. Does not wait. */
    public List<Member> invitations(AccountKey account) {
        return members(account).filter(RoomBook::isWaiting).toList();
    }

    /** An account was told of its invitation to that room. Does not wait. */
    public void toldOf(Address name, AccountKey account) {
        Room room = rooms.find(name);
        if (room != null && room.rights().member(account) != null) {
            told(room, account);
        }
    }

    /** How many invitations wait for an account at all servers, but for one to that room. Waits for the others. */
    public int waiting(AccountKey account, Room but) {
        Member member = but.rights().member(account);
        int own = member != null && isWaiting(member) ? 1 : 0;
        return entries(account).waiting() - own + elsewhere.apply(account).waiting();
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
                writer.submit(room, member, store::put);
            }
            for (Sanction sanction : sanctions) {
                Sanction own = new Sanction(
                        room.name(), sanction.ban(), account.id(), account.name(), sanction.until(), sanction.reason());
                room.rights().put(own);
                writer.submit(room, own, store::put);
            }
        });
    }

    /** The store has forgotten what a removed account was: so does the room. Does not wait. */
    void forgetRemoved(Room room, List<AccountKey> removed) {
        rooms.change(
                room,
                () -> removed.forEach(account -> {
                    forget(room, account);
                    room.rights().forget(account);
                }));
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
}
