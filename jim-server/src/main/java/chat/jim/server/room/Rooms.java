package chat.jim.server.room;

import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.config.HistoryPolicy;
import chat.jim.server.config.RoomLimits;
import chat.jim.server.list.NameList;
import chat.jim.server.peer.Holder;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.RoomStore;
import chat.jim.server.store.RoomStore.Ban;
import chat.jim.server.store.RoomStore.Kept;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The open rooms. The first one to join a room opens it, and the last to leave closes it (PROTOCOL.md, section 7), unless it
 * belongs to somebody (section 13), or something is kept that was said there (section 12): then it is open as long as that,
 * also over a restart. All methods may be called from any thread; the joins and leaves of one room happen one after another.
 */
public final class Rooms {
    /** How many rooms that belong to nobody stay when they are empty, so that guests do not fill the list of rooms. */
    private static final int MOST_KEPT_OPEN = 100;

    private static final Comparator<Room> BY_NAME = (one, other) -> NameList.ORDER.compare(one.name(), other.name());

    private final Map<Address, Room> open = new ConcurrentHashMap<>();

    /** Changed only while the entry of that name in {@link #open} is. */
    private final RoomNames names = new RoomNames();

    private final Supplier<HistoryPolicy> policy;
    private final RoomLoader loader;
    private final RoomRules rules;
    private final RoomBook book;
    private final Succession succession;

    /**
     * Keeps in that store which rooms stay, and what they are. None of them is open yet.
     *
     * @param elsewhere what an account is in rooms at other servers; may wait for them
     */
    public Rooms(
            Supplier<HistoryPolicy> policy,
            RoomStore store,
            Supplier<RoomLimits> limits,
            InstantSource clock,
            Function<AccountKey, Entries> elsewhere) {
        this.policy = policy;
        rules = new RoomRules(limits, clock);
        book = new RoomBook(this, store, limits, clock, elsewhere);
        succession = new Succession(this);
        loader = new RoomLoader(this, store, policy);
    }

    /** Opens the rooms that stay. */
    public RoomLoader loader() {
        return loader;
    }

    /** A room that stays is open from now on, if none of that name is. */
    void reopen(Room room) {
        open.computeIfAbsent(room.name(), name -> {
            names.add(room);
            return room;
        });
    }

    /** Somebody has been in a room all the time, made by an account or not, whose home was elsewhere. Null if they are banned. */
    public @Nullable Room readmit(Address name, Holder member, boolean byAccount) {
        Room[] entered = {null};
        open.compute(name, (key, existing) -> {
            Room room = existing == null ? opened(Kept.made(name, false), byAccount) : existing;
            if (room.rights().sanction(Ban.ENTER, member, rules.now()) == null) {
                boolean unused = room.add(member);
                entered[0] = room;
            }
            return room;
        });
        return entered[0];
    }

    /** Closes all rooms, whose homes are at other servers from now on. Nobody is told. */
    public void closeAll() {
        open.keySet()
                .forEach(name -> open.computeIfPresent(name, (key, room) -> {
                    names.remove(room);
                    book.closed(room);
                    return null;
                }));
    }

    /**
     * The policy has changed. What is said in open rooms is kept no longer than it has now; but their members were told for
     * how long, so it is kept no longer than that either.
     */
    public void shorten() {
        all().forEach(room -> room.shorten(policy.get()));
    }

    /** Who may enter them, and speak there. */
    public RoomRules rules() {
        return rules;
    }

    /** What the rooms are, and who is what in them: changes it. */
    public RoomBook book() {
        return book;
    }

    /** Who owns a room next. */
    public Succession succession() {
        return succession;
    }

    /** The room that was joined, whether the join opened it, and whether its member was not in it before. */
    public record Joined(Room room, boolean created, boolean entered) {}

    /**
     * Adds a member to the room, and opens the room if there is none: then it is owned by the member's account, or by nobody.
     *
     * @throws ProtocolException 403 if it may not enter; 404 if the room is private besides
     */
    public Joined join(Address name, Holder member, boolean owned) {
        Joined[] joined = new Joined[1];
        AccountKey maker = member.account();
        open.compute(name, (key, existing) -> {
            if (existing != null && !existing.has(member)) {
                rules.checkMayEnter(existing, member, name);
            }
            Room room = existing == null ? open(name, maker, owned) : existing;
            joined[0] = new Joined(room, existing == null, room.add(member));
            book.entered(room, member);
            return room;
        });
        if (joined[0].created()) {
            joined[0].room().shorten(policy.get()); // it may have changed before the room was among the open ones
        }
        return joined[0];
    }

    private Room open(Address name, @Nullable AccountKey maker, boolean owned) {
        Room room = opened(Kept.made(name, owned), maker != null);
        boolean isTooMany = maker != null && !owned && !name.equals(Address.EVERYBODY);
        room.setMayStay(!isTooMany);
        if (owned) {
            book.begin(room, Objects.requireNonNull(maker));
        }
        return room;
    }

    private Room opened(Kept settings, boolean byAccount) {
        Room room = new Room(settings, byAccount, policy.get());
        names.add(room);
        return room;
    }

    /** Changes a room while nobody joins or leaves it. Does nothing if it is not open any more. */
    void change(Room room, Runnable change) {
        open.computeIfPresent(room.name(), (key, same) -> {
            if (same != room) {
                return same;
            }
            change.run();
            room.restrict();
            names.add(room);
            return closeIfOver(room);
        });
    }

    /** Whether one more room may stay that belongs to nobody. */
    boolean mayStay() {
        return all().filter(room -> room.isKeptOpen() && !room.settings().owned())
                        .count()
                < MOST_KEPT_OPEN;
    }

    /** Something that was said in the room is kept: it stays when the last one leaves. */
    public void stay(Room room) {
        if (!room.isKeptOpen() && room.mayStay()) {
            open.computeIfPresent(room.name(), (key, same) -> {
                if (same.settings().owned()) {
                    same.setKeptOpen(true);
                } else if (mayStay()) {
                    same.setKeptOpen(true);
                    book.writer().writeAll(same);
                } else {
                    same.setMayStay(false);
                }
                return same;
            });
        }
    }

    /** Closes the rooms that have stayed, are empty, and of which nothing is kept any more, unless they belong to somebody. */
    public void closeForgotten(Predicate<Address> isKept) {
        for (Room room : open.values()) {
            if (room.isKeptOpen() && !isKept.test(room.name())) {
                open.computeIfPresent(room.name(), (key, same) -> forget(same, isKept));
            }
        }
    }

    /** A message that comes meanwhile is seen by the second test, or has the room stay again. */
    private @Nullable Room forget(Room room, Predicate<Address> isKept) {
        room.setKeptOpen(false);
        if (isKept.test(room.name())) {
            room.setKeptOpen(true);
            return room;
        }
        if (!room.isStaying()) {
            book.writer().remove(room);
        }
        return closeIfOver(room);
    }

    private @Nullable Room closeIfOver(Room room) {
        if (!room.isEmpty() || room.isStaying()) {
            return room;
        }
        names.remove(room);
        book.closed(room);
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

    /** The open room with that name, or null. It may be private. */
    public @Nullable Room find(Address name) {
        return open.get(name);
    }

    /**
     * The open room with that name.
     *
     * @throws ProtocolException 404 if there is none, or that one may not know of it
     */
    public Room find(Address name, Holder reader) {
        Room room = open.get(name);
        if (room == null || !rules.sees(reader, room)) {
            throw RoomRules.noSuchRoom(name);
        }
        return room;
    }

    /** All open rooms, by their names. */
    public Stream<Room> open() {
        return all().sorted(BY_NAME);
    }

    /** How many rooms are open. */
    public int count() {
        return open.size();
    }

    /** All open rooms. */
    Stream<Room> all() {
        return open.values().stream();
    }

    /** The names of the open rooms that one may know of, as they were first written. */
    public NameList names(Holder reader) {
        return names(reader, List.of());
    }

    /**
     * The same with others.
     *
     * @param elsewhere those at other servers
     */
    public NameList names(Holder reader, List<Address> elsewhere) {
        return names.seenBy(room -> rules.sees(reader, room), elsewhere);
    }

    /** The rooms that one may know of, in the order of their names. */
    public Stream<Room> seenBy(Holder reader) {
        return all().filter(room -> rules.sees(reader, room)).sorted(BY_NAME);
    }
}
