package chat.jim.server.store.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.protocol.Role;
import chat.jim.server.store.Account;
import chat.jim.server.store.AddressBans;
import chat.jim.server.store.RoomStore;
import chat.jim.server.store.Store;
import chat.jim.server.store.repair.Repair;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts of one store are taken over into another one. */
class TransferTest {
    private static final Address TEA = Address.room("#tea");

    @TempDir
    private Path folder;

    @Test
    void what_was_of_an_account_that_is_another_one_there_is_named() throws Exception {
        try (Store from = Repair.openStore(Files.createDirectory(folder.resolve("from")), report -> {});
                Store to = Repair.openStore(Files.createDirectory(folder.resolve("to")), report -> {})) {
            Account eve = add(from, "eve");
            Account bob = add(from, "bob");
            Account carol = add(from, "carol");
            add(to, "eve");
            add(to, "bob");
            Store.await(from.rooms().put(RoomStore.Kept.made(TEA, true)));
            Store.await(from.rooms().put(new RoomStore.Member(TEA, bob.key(), Role.OWNER, 1, "")));
            Store.await(from.rooms().put(new RoomStore.Member(TEA, carol.key(), Role.OWNER, 1, "")));
            Store.await(from.rooms()
                    .put(new RoomStore.Sanction(
                            TEA, RoomStore.Ban.ENTER, eve.key().id(), eve.name(), Long.MAX_VALUE, "")));
            for (Store store : new Store[] {from, to}) {
                store.bans().put(new AddressBans.Ban("203.0.113.0/24", Long.MAX_VALUE, ""));
            }

            Transfer.Result done = Transfer.run(from, to);

            assertThat(done.left()).containsExactlyInAnyOrder("eve", "bob", "203.0.113.0/24");
            assertThat(done.dropped()).containsExactlyInAnyOrder("bob (#tea)", "eve (#tea)");
            assertThat(to.rooms().members())
                    .singleElement()
                    .satisfies(member -> assertThat(member.account().name()).hasToString("carol"));
        }
    }

    private static Account add(Store store, String name) {
        return store.accounts().add(Address.account(name), "hash");
    }
}
