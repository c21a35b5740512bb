package chat.jim.server;

import chat.jim.protocol.Address;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.Store;
import chat.jim.wire.Frame;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** For a server without mailboxes: whoever wants some is a mistake. */
public record StoreWithoutMail(Accounts accounts) implements Store, MailStore {
    @Override
    public MailStore mail() {
        return this;
    }

    @Override
    public CompletableFuture<Long> add(Address account, Frame message, int most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Kept> read(Address account, long after, int most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<?> remove(Address account, long last) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int pending() {
        return 0;
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
