package chat.jim.server.store;

import chat.jim.protocol.Address;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts of all stores begin with: one that is empty, and a way to open it again. */
abstract class StoreContract {
    Store store;

    /** Opens the store of this test, also while it is open already, as another process does. */
    abstract Store openStore() throws IOException;

    @BeforeEach
    void open() throws IOException {
        store = openStore();
    }

    @AfterEach
    void close() {
        store.close();
    }

    void reopen() throws IOException {
        store.close();
        store = openStore();
    }

    AccountKey added(String name) {
        return Objects.requireNonNull(store.accounts().add(Address.account(name), "hash"))
                .key();
    }
}
