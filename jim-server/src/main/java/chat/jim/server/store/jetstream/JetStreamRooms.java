package chat.jim.server.store.jetstream;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.Address;
import chat.jim.protocol.Role;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.RoomStore;
import chat.jim.server.store.jetstream.Values.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of a cluster that stay: a value for each, with its roles and sanctions. What was given to an account that is
 * removed stays there until it is taken back, and counts for nothing.
 */
final class JetStreamRooms implements RoomStore {
    private static final String MEMBERS = "members";
    private static final String SANCTIONS = "sanctions";
    private static final String ROLE = "role";
    private static final String INVITED_BY = "invitedBy";

    private final JetStreamAccounts accounts;
    private final Values values;
    private final Changes changes;

    JetStreamRooms(JetStreamAccounts accounts, Values values, Changes changes) {
        this.accounts = accounts;
        this.values = values;
        this.changes = changes;
    }

    @Override
    public List<Kept> rooms() {
        List<Kept> rooms = values.all(value -> room(value.fields()));
        rooms.sort(Comparator.comparing(room -> room.name().key()));
        return rooms;
    }

    @Override
    public @Nullable Book book(Address name) {
        JsonLine written = values.get(name.key(), Value::fields);
        return written == null
                ? null
                : new Book(
                        room(written),
                        existing(members(written).toList()),
                        there(sanctions(written).toList()));
    }

    private static Kept room(JsonLine value) {
        return new Kept(
                Names.name(value),
                value.flag("owned"),
                value.text("topic"),
                value.flag("private"),
                value.flag("moderated"),
                value.flag("keeps"));
    }

    @Override
    public List<Member> members() {
        return existing(inAll(JetStreamRooms::members));
    }

    /** Those of accounts that there are, in their order. */
    private List<Member> existing(List<Member> written) {
        List<Member> members = new ArrayList<>(written);
        Set<AccountKey> existing = new HashSet<>(accounts.existing(
                members.stream().map(Member::account).distinct().toList()));
        members.removeIf(member -> !existing.contains(member.account()));
        members.sort(Comparator.comparingLong(Member::since)
                .thenComparing(member -> member.room().key())
                .thenComparing(member -> member.account().id()));
        return members;
    }

    private static Stream<Member> members(JsonLine room) {
        Address name = Names.name(room);
        return room.objects(MEMBERS).stream()
                .map(member -> new Member(
                        name,
                        Names.account(member),
                        Role.of(member.text(ROLE)),
                        member.number("since", 0),
                        member.text(INVITED_BY)));
    }

    @Override
    public List<Sanction> sanctions() {
        return there(inAll(JetStreamRooms::sanctions));
    }

    /** Those of guests, and of accounts that there are. */
    private List<Sanction> there(List<Sanction> written) {
        List<Sanction> sanctions = new ArrayList<>(written);
        Set<AccountKey> existing = new HashSet<>(accounts.existing(sanctions.stream()
                .map(Sanction::account)
                .filter(Objects::nonNull)
                .distinct()
                .toList()));
        sanctions.removeIf(sanction -> sanction.account() != null && !existing.contains(sanction.account()));
        return sanctions;
    }

    private static Stream<Sanction> sanctions(JsonLine room) {
        Address name = Names.name(room);
        return room.objects(SANCTIONS).stream()
                .map(sanction -> new Sanction(
                        name,
                        Ban.valueOf(sanction.text("ban").toUpperCase(Locale.ROOT)),
                        sanction.text("subject"),
                        Names.name(sanction),
                        sanction.number("until", 0),
                        sanction.text("reason")));
    }

    private <T> List<T> inAll(Function<JsonLine, Stream<T>> form) {
        return values.all((Value value) -> form.apply(value.fields())).stream()
                .flatMap(some -> some)
                .toList();
    }

    @Override
    public CompletableFuture<?> put(Kept room) {
        return changes.submit(() -> values.change(
                room.name().key(),
                value -> (value == null ? Names.with(JsonLine.empty(), room.name()) : value)
                        .with("owned", room.owned())
                        .with("topic", room.topic())
                        .with("private", room.isPrivate())
                        .with("moderated", room.moderated())
                        .with("keeps", room.keeps())));
    }

    @Override
    public CompletableFuture<?> remove(Address room) {
        return changes.submit(() -> values.remove(room.key(), value -> true));
    }

    @Override
    public CompletableFuture<?> put(Member member) {
        AccountKey account = member.account();
        JsonLine added = Names.value(account)
                .with(ROLE, member.role().word())
                .with("since", member.since())
                .with(INVITED_BY, member.invitedBy());
        return changes.submit(() -> accounts.exists(account)
                && replace(member.room(), MEMBERS, other -> Names.isOf(other, account), added));
    }

    @Override
    public CompletableFuture<?> setTold(Address room, AccountKey account) {
        return changes.submit(() -> change(room, MEMBERS, members -> {
            members.stream()
                    .filter(member -> Names.isOf(member, account))
                    .forEach(member -> member.with(INVITED_BY, ""));
            return members;
        }));
    }

    @Override
    public CompletableFuture<?> remove(Address room, AccountKey account) {
        return changes.submit(() -> replace(room, MEMBERS, member -> Names.isOf(member, account), null));
    }

    /** That of an account which is removed meanwhile is not kept: nobody could lift it. */
    @Override
    public CompletableFuture<?> put(Sanction sanction) {
        AccountKey account = sanction.account();
        JsonLine added = Names.with(JsonLine.empty(), sanction.name())
                .with("ban", word(sanction.ban()))
                .with("subject", sanction.subject())
                .with("until", sanction.until())
                .with("reason", sanction.reason());
        return changes.submit(() -> (account == null || accounts.exists(account))
                && replace(sanction.room(), SANCTIONS, isOf(sanction.ban(), sanction.subject()), added));
    }

    @Override
    public CompletableFuture<?> remove(Address room, Ban ban, String subject) {
        return changes.submit(() -> replace(room, SANCTIONS, isOf(ban, subject), null));
    }

    private static Predicate<JsonLine> isOf(Ban ban, String subject) {
        return sanction ->
                sanction.text("subject").equals(subject) && sanction.text("ban").equals(word(ban));
    }

    private static String word(Ban ban) {
        return ban.name().toLowerCase(Locale.ROOT);
    }

    private boolean replace(Address room, String field, Predicate<JsonLine> former, @Nullable JsonLine added) {
        return change(room, field, entries -> {
            entries.removeIf(former);
            if (added != null) {
                entries.add(added);
            }
            return entries;
        });
    }

    /** Changes the entries in a field of a room, if it is kept. */
    private boolean change(Address room, String field, UnaryOperator<List<JsonLine>> change) {
        return values.change(
                room.key(), value -> value == null ? null : value.with(field, change.apply(value.objects(field))));
    }
}
