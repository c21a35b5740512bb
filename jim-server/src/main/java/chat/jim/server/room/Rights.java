package chat.jim.server.room;

import chat.jim.protocol.Address;
import chat.jim.protocol.Role;
import chat.jim.server.peer.Holder;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.RoomStore.Ban;
import chat.jim.server.store.RoomStore.Member;
import chat.jim.server.store.RoomStore.Sanction;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is what in one room, and who may not enter it or speak there (PROTOCOL.md, section 13). All methods may be called from
 * any thread; only {@link RoomBook} changes roles and sanctions.
 */
public final class Rights {
    /** Those that have had their roles for longer come first. */
    private static final Comparator<Member> BY_AGE = Comparator.comparingLong(Member::since)
            .thenComparing(member -> member.account().name().key());

    /** By the id of the account. */
    private final Map<String, Member> members = new ConcurrentHashMap<>();

    /** Those of guests, which go with them. */
    private final Map<Holder, Role> guests = Collections.synchronizedMap(new WeakHashMap<>());

    /** By the subject. Some may be over. */
    private final Map<Ban, Map<String, Sanction>> sanctions = new EnumMap<>(Ban.class);

    /** Until when those cannot come back who were kicked, in milliseconds since 1970, by the keys of their names. */
    private final Map<String, Long> kicked = new ConcurrentHashMap<>();

    Rights() {
        for (Ban ban : Ban.values()) {
            sanctions.put(ban, new ConcurrentHashMap<>());
        }
    }

    /** What somebody is who is online; null if nothing. */
    public @Nullable Role role(Holder holder) {
        AccountKey account = holder.account();
        return account == null ? guests.get(holder) : role(account);
    }

    /** What an account is; null if nothing. */
    public @Nullable Role role(AccountKey account) {
        return role(account.id());
    }

    /** What the account of that subject is; null if nothing, as guests are. */
    public @Nullable Role role(String subject) {
        Member member = members.get(subject);
        return member == null ? null : member.role();
    }

    /** The roles of those guests who are there. */
    public Map<Holder, Role> guests() {
        synchronized (guests) {
            return new HashMap<>(guests);
        }
    }

    /** The entry of an account, or null. */
    public @Nullable Member member(AccountKey account) {
        return members.get(account.id());
    }

    /** The accounts with a role; those that have had theirs for longer come first. */
    public Stream<Member> members() {
        return members.values().stream().sorted(BY_AGE);
    }

    /** When a role begins that is given at that time: after all others, so that it is known which is the older one. */
    long since(long time) {
        return Math.max(
                time, members.values().stream().mapToLong(Member::since).max().orElse(0) + 1);
    }

    /** The accounts that are something here, or may not do something. */
    Stream<AccountKey> accounts() {
        return Stream.concat(
                members.values().stream().map(Member::account),
                sanctions(any -> true).stream().map(Sanction::account).flatMap(Stream::ofNullable));
    }

    /** Those with that role, in the same order. */
    public Stream<Member> members(Role role) {
        return members.values().stream().filter(member -> member.role() == role).sorted(BY_AGE);
    }

    /** Whether somebody owns the room. */
    public boolean hasOwner() {
        return members.values().stream().anyMatch(member -> member.role() == Role.OWNER);
    }

    /** The sanctions of that kind that are not over. */
    public Stream<Sanction> sanctions(Ban ban, long now) {
        return of(ban).values().stream()
                .filter(sanction -> sanction.until() > now)
                .sorted(Comparator.comparing(sanction -> sanction.name().key()));
    }

    /** The sanction that somebody is under who is online, or null. */
    public @Nullable Sanction sanction(Ban ban, Holder holder, long now) {
        return of(ban).isEmpty() ? null : sanction(ban, holder.subject(), now);
    }

    /** The sanction of that subject, or null if there is none that is not over. */
    public @Nullable Sanction sanction(Ban ban, String subject, long now) {
        Sanction sanction = of(ban).get(subject);
        return sanction == null || sanction.until() <= now ? null : sanction;
    }

    /** How many entries there are, but for those of guests. */
    public int size() {
        return members.size() + of(Ban.ENTER).size() + of(Ban.SPEAK).size();
    }

    boolean hasMuted() {
        return !of(Ban.SPEAK).isEmpty();
    }

    /** For how many milliseconds somebody of that name cannot come back after a kick; 0 or less if that is over. */
    public long kicked(Address name, long now) {
        Long until = kicked.get(name.key());
        return until == null ? 0 : until - now;
    }

    /** Somebody was kicked. */
    public void kick(Address name, long until, long now) {
        kicked.values().removeIf(end -> end <= now);
        kicked.put(name.key(), until);
    }

    /** Somebody who was kicked may come back at once. */
    public void pardon(Address name) {
        kicked.remove(name.key());
    }

    void put(Member member) {
        members.put(member.account().id(), member);
    }

    /** An account knows of its invitation. */
    void told(AccountKey account) {
        members.computeIfPresent(account.id(), (id, member) -> member.told());
    }

    void put(Holder guest, Role role) {
        guests.put(guest, role);
    }

    void put(Sanction sanction) {
        of(sanction.ban()).put(sanction.subject(), sanction);
    }

    void remove(AccountKey account) {
        members.remove(account.id());
    }

    /** The account is removed: forgets also what it may not do. */
    void forget(AccountKey account) {
        remove(account);
        sanctions.values().forEach(ofBan -> ofBan.remove(account.id()));
    }

    @Nullable
    Role removeGuest(Holder guest) {
        return guests.remove(guest);
    }

    void remove(Ban ban, String subject) {
        of(ban).remove(subject);
    }

    /** The sanctions that fulfil a condition, whether they are over or not. */
    List<Sanction> sanctions(Predicate<Sanction> condition) {
        return sanctions.values().stream()
                .flatMap(ofBan -> ofBan.values().stream())
                .filter(condition)
                .toList();
    }

    private Map<String, Sanction> of(Ban ban) {
        return Objects.requireNonNull(sanctions.get(ban));
    }

    /** The one who has owned the room for the longest time, or null. */
    public @Nullable Address owner() {
        return members(Role.OWNER)
                .map(member -> member.account().name())
                .findFirst()
                .orElse(null);
    }
}
