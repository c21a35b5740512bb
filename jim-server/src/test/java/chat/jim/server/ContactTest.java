package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Store;
import chat.jim.testing.RawClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, section 10: of contacts, what {@link ConformanceTest} does not ask. */
class ContactTest {
    private TestServer server;
    private RawClient alice;

    @BeforeEach
    void start() {
        server = TestServer.start().withAccount("alice", "a").withAccount("Bob", "b");
        alice = server.connect().authenticate("alice", "a");
        alice.expect(200);
    }

    @AfterEach
    void stop() {
        alice.close();
        server.close();
    }

    @Test
    void contacts_are_listed_as_their_accounts_are_written_and_kept_over_sessions() {
        contact("add_contact", "bob").expect(200, "Bob is among your contacts");
        contact("add_contact", "BOB").expect(200);
        alice.quit();
        alice = server.connect().authenticate("alice", "a");
        alice.expect(200);

        alice.send("{'action':'get_contacts','time':1}");

        assertThat(alice.expect(202)).endsWith("\"list\":[\"Bob\"]}");
        alice.expect(200, "Contacts: 1");
    }

    @Test
    void a_contact_whose_name_this_java_refuses_is_listed_and_does_not_come_in() {
        Address anna = Address.stored("anna\udb40\udd00", "anna\udb40\udd00");
        try (Store others = server.openStore()) {
            others.accounts().add(anna, CheapHash.of("a"));
            AccountKey owner = others.accounts().find(Address.account("alice")).key();
            others.accounts().addContact(owner, anna, 10);
        }

        alice.send("{'action':'get_contacts','time':1}");

        assertThat(alice.expect(202)).endsWith("\"list\":[\"" + anna + "\"]}");
        alice.expect(200, "Contacts: 1");
        try (RawClient newcomer = server.connect().authenticate(anna.toString(), "a")) {
            newcomer.expect(400, "not allowed");
        }
    }

    @Test
    void only_accounts_can_be_contacts() {
        try (RawClient guest = server.online("guest")) {
            contact("add_contact", "guest").expect(404, "no account guest");
            contact("add_contact", "#tea").expect(400);
            guest.fence("guest");
        }
    }

    @Test
    void a_contact_whose_connection_breaks_is_told_to_be_offline() {
        contact("add_contact", "bob").expect(200);
        RawClient bob = server.connect().authenticate("bob", "b");
        alice.expect(100);

        bob.reset();

        alice.expect(100, "Bob is offline");
    }

    @Test
    void whom_nobody_has_as_a_contact_comes_unannounced() {
        server.connect().authenticate("bob", "b").expect(200);

        alice.fence("alice");
    }

    @Test
    void nobody_is_told_of_their_own_coming() {
        contact("add_contact", "alice").expect(200);
        alice.quit();
        alice = server.connect().authenticate("alice", "a");

        alice.expect(200);
        alice.fence("alice");
    }

    @Test
    void a_status_that_does_not_fit_into_a_notice_is_not_told() {
        contact("add_contact", "bob").expect(200);
        try (RawClient bob = server.connect().authenticate("bob", "b")) {
            alice.expect(100);
            bob.expect(200);
            bob.send("{'action':'presence','time':1,'user':{'account_name':'Bob','status':'" + "x".repeat(501) + "'}}")
                    .expect(200);
            alice.fence("alice");
        }
    }

    private RawClient contact(String verb, String name) {
        return alice.send("{'action':'" + verb + "','time':1,'user_id':'" + name + "'}");
    }
}
