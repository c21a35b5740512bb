package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.Store;
import chat.jim.testing.RawClient;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * PROTOCOL.md, section 5: "A session belongs to one account, and not to its name": the name of an account is given to another
 * one faster than the server looks.
 */
@Timeout(60)
class ReusedNameTest {
    private static final Address ALICE = Address.account("Alice");

    private final TestServer server = TestServer.startWithMailbox(100).withAccount("Alice", "secret");
    private final RawClient former =
            server.connect().authenticate("alice", "secret").expect(200, "Alice");

    @AfterEach
    void stop() {
        former.close();
        server.close();
    }

    private void giveTheNameAway() {
        change(accounts -> {
            accounts.remove(ALICE);
            accounts.add(ALICE, CheapHash.of("another"));
        });
    }

    private void change(Consumer<Accounts> change) {
        ask(accounts -> {
            change.accept(accounts);
            return true;
        });
    }

    private <T> T ask(Function<Accounts, T> question) {
        try (Store store = server.openStore()) {
            return question.apply(store.accounts());
        }
    }

    @Test
    void who_was_online_by_it_has_to_go() {
        giveTheNameAway();

        former.expect(403, "The account Alice was removed.");
        former.expectEnd();
    }

    @Test
    void the_new_owner_replaces_whoever_is_still_there() {
        giveTheNameAway();
        try (RawClient owner = server.connect().authenticate("alice", "another").expect(200, "Alice")) {
            former.expect(403, "The account Alice was removed.");
            former.expectEnd();
            owner.fence("Alice");
        }
    }

    @Test
    void letters_to_the_former_owner_do_not_reach_the_new_one() {
        try (RawClient bob = server.online("bob")) {
            bob.msg("alice", "for the former owner").expect(200);
            former.expectMessage("bob", "for the former owner");
            giveTheNameAway();
            try (RawClient owner =
                    server.connect().authenticate("alice", "another").expect(200, "Alice")) {
                bob.msg("alice", "for the new owner").receive();

                owner.expectMessage("bob", "for the new owner");
            }
        }
    }

    @Test
    void what_the_former_owner_still_asks_for_changes_nothing_of_the_new_ones() {
        server.withAccount("bob", "b").withAccount("carol", "c");
        giveTheNameAway();
        change(accounts -> accounts.addContact(accounts.find(ALICE).key(), Address.account("bob"), 10));

        former.send("{'action':'add_contact','time':1,'user_id':'carol'}")
                .send("{'action':'del_contact','time':1,'user_id':'bob'}")
                .send("{'action':'get_contacts','time':1}");

        assertThat(former.receiveAll())
                .noneMatch(line -> line.contains(":200,\"time\":1763700000,\"alert\":\"Contacts: 1"))
                .last()
                .asString()
                .contains("removed");
        List<Address> contacts =
                ask(accounts -> accounts.contacts(accounts.find(ALICE).key()));
        assertThat(contacts).containsExactly(Address.account("bob"));
    }
}
