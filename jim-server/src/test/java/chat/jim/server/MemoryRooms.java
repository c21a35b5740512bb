package chat.jim.server;

import chat.jim.protocol.Address;
import chat.jim.server.store.Account;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.RoomStore;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Rooms that are gone with the test. */
public final class MemoryRooms implements RoomStore {
    private static final String ID = "[0-9a-f]{32}";

    private final Accounts accounts;
    private final Map<Address, Kept> rooms = new LinkedHashMap<>();
    private final Map<List<Object>, Member> members = new LinkedHashMap<>();
    private final Map<List<Object>, Sanction> sanctions = new LinkedHashMap<>();

    /** Those in which accounts there can have roles. */
    public MemoryRooms(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public synchronized List<Kept> rooms() {
        return List.copyOf(rooms.values());
    }

    @Override
    public synchronized List<Member> members() {
        return members.values().stream()
                .filter(member -> exists(member.account()))
                .sorted(Comparator.comparingLong(Member::since))
                .toList();
    }

    @Override
    public synchronized List<Sanction> sanctions() {
        return sanctions.values().stream().filter(this::concernsSomebody).toList();
    }

    @Override
    public synchronized CompletableFuture<?> put(Kept room) {
        rooms.put(room.name(), room);
        return done();
    }

    @Override
    public synchronized CompletableFuture<?> remove(Address room) {
        rooms.remove(room);
        members.values().removeIf(member -> member.room().equals(room));
        sanctions.values().removeIf(sanction -> sanction.room().equals(room));
        return done();
    }

    @Override
    public synchronized CompletableFuture<?> put(Member member) {
        if (rooms.containsKey(member.room()) && exists(member.account())) {
            members.put(List.of(member.room(), member.account()), member);
        }
        return done();
    }

    @Override
    public synchronized CompletableFuture<?> setTold(Address room, AccountKey account) {
        members.computeIfPresent(List.of(room, account), (key, member) -> member.told());
        return done();
    }

    @Override
    public synchronized CompletableFuture<?> remove(Address room, AccountKey account) {
        members.remove(List.of(room, account));
        return done();
    }

    @Override
    public synchronized CompletableFuture<?> put(Sanction sanction) {
        if (rooms.containsKey(sanction.room()) && concernsSomebody(sanction)) {
            sanctions.put(List.of(sanction.room(), sanction.ban(), sanction.subject()), sanction);
        }
        return done();
    }

    @Override
    public synchronized CompletableFuture<?> remove(Address room, Ban ban, String subject) {
        sanctions.remove(List.of(room, ban, subject));
        return done();
    }

    private boolean concernsSomebody(Sanction sanction) {
        return !sanction.subject().matches(ID) || exists(new AccountKey(sanction.name(), sanction.subject()));
    }

    private boolean exists(AccountKey account) {
        Account found = accounts.find(account.name());
        return found != null && found.key().equals(account);
    }

    private static CompletableFuture<?> done() {
        return CompletableFuture.completedFuture(null);
    }
}
