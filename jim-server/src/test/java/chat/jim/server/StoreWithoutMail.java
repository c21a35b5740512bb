package chat.jim.server;

import chat.jim.protocol.Address;
import chat.jim.server.measure.Commits;
import chat.jim.server.store.Account;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.AddressBans;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.Marks;
import chat.jim.server.store.Profiles;
import chat.jim.server.store.RoomStore;
import chat.jim.server.store.Sessions;
import chat.jim.server.store.Store;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** For a server without mailboxes: whoever wants some is a mistake. No session can be resumed. */
public record StoreWithoutMail(Accounts accounts, RoomStore rooms, Profiles profiles)
        implements Store, MailStore, Sessions, Marks {
    /** One in which nothing is known but those accounts. */
    public StoreWithoutMail(Accounts accounts) {
        this(accounts, new MemoryRooms(accounts), new MemoryProfiles(accounts));
    }

    @Override
    public MailStore mail() {
        return this;
    }

    @Override
    public CompletableFuture<Long> add(AccountKey account, Letter letter, Count most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Count count(AccountKey account, @Nullable AccountKey sender) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page read(AccountKey account, Place behind, int most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<?> remove(AccountKey account, long last) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Marks marks() {
        return this;
    }

    @Override
    public long get(AccountKey account, String place) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<?> advance(AccountKey account, String place, long id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public AddressBans bans() {
        return new AddressBans() {
            @Override
            public List<Ban> all() {
                return List.of();
            }

            @Override
            public void put(Ban ban) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void remove(String network) {
                throw new UnsupportedOperationException();
            }
        };
    }

    @Override
    public @Nullable Muted muted() {
        return null;
    }

    @Override
    public int pending() {
        return 0;
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public void tidy() {
        // There is nothing to tidy.
    }

    @Override
    public void ping(Runnable pong) {
        pong.run();
    }

    @Override
    public @Nullable String trouble() {
        return null;
    }

    @Override
    public Commits commits() {
        return new Commits();
    }

    @Override
    public long logBytes() {
        return 0;
    }

    @Override
    public Sessions sessions() {
        return this;
    }

    @Override
    public void begin(Address name, @Nullable Account account, byte[] token) {
        // It cannot be resumed.
    }

    @Override
    public void end(Address name, byte[] token, long time) {
        // It cannot be resumed.
    }

    @Override
    public void endAll(long time) {
        // It cannot be resumed.
    }

    @Override
    public CompletableFuture<Long> remove(Address name, byte[] token, long endedAfter) {
        return CompletableFuture.completedFuture(0L);
    }

    @Override
    public CompletableFuture<Long> find(Address name, byte[] token, long endedAfter) {
        return CompletableFuture.completedFuture(0L);
    }

    @Override
    public void removeOf(Address name) {
        // It cannot be resumed.
    }

    @Override
    public void forget(long endedBy, int most) {
        // It cannot be resumed.
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
