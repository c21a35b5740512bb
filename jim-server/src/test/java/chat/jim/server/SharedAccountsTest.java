package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.store.Accounts;
import chat.jim.testing.RawClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What holds for the accounts of several servers of one chat, wherever something happens. */
@Timeout(120)
class SharedAccountsTest {
    @RegisterExtension
    private static final NatsCluster NATS = NatsCluster.shared();

    @TempDir
    private static Path folder;

    private static OneChat chat;
    private static Engine engine;

    private final Accounts accounts = chat.server(0).context().accounts();
    private final List<RawClient> clients = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        chat = OneChat.sharing(NATS, 2, folder);
        engine = Engine.open(chat.config);
    }

    @AfterAll
    static void stop() {
        engine.close();
        chat.close();
    }

    @AfterEach
    void disconnect() {
        clients.forEach(RawClient::close);
    }

    /** Has made an account, and logs in to it. */
    private RawClient account(int server, String name) {
        accounts.add(Address.account(name), CheapHash.of("secret"));
        return login(server, name, "secret").expect(200, name);
    }

    private RawClient login(int server, String name, String password) {
        RawClient client = chat.connect(server);
        clients.add(client);
        return client.authenticate(name, password);
    }

    private static void tellAll(String words) {
        engine.publish(chat.config.cluster() + ".all", words.getBytes(UTF_8));
    }

    @Test
    void logins_that_fail_at_any_server_count_at_all() {
        account(0, "carol");
        login(0, "carol", "wrong").expect(402, "Wrong password");
        login(1, "carol", "wrong").expect(402, "Wrong password");
        login(0, "carol", "wrong").expect(402, "Wrong password");

        await().untilAsserted(
                        () -> assertThat(login(1, "carol", "secret").receive()).startsWith("{\"response\":429,"));
        login(0, "carol", "secret").expect(429, "Too many failed logins");
    }

    @Test
    void a_block_that_somebody_else_sets_is_known_at_once() {
        RawClient dave = account(1, "dave");

        accounts.setBlocked(Address.account("dave"), true);

        dave.expect(403, "The account dave is blocked").expectEnd();
    }

    @Test
    void a_guest_whose_name_becomes_an_account_has_to_go() {
        RawClient bob = chat.online(1, "bob");

        accounts.add(Address.account("bob"), CheapHash.of("secret"));

        bob.expect(403, "The name bob has an account").expectEnd();
    }

    private static final List<String> STRANGE = List.of(
            "F",
            "F ",
            "F NODE",
            "F NODE x",
            "F NODE {}",
            "F NODE {\"key\":\"alice\"}",
            "F NODE {\"key\":\"alice\",\"from\":\"x\"}",
            "F NODE {\"key\":\"alice\",\"from\":\"7f00\"}",
            "F NODE {\"key\":7,\"from\":\"7f000001\"}",
            "P",
            "P NODE []",
            "P NODE {}",
            "P NODE {\"news\":\"alice is gone\"}",
            "P NODE {\"news\":\"alice is gone\",\"to\":[7]}",
            "P NODE {\"news\":\"alice is gone\",\"to\":[{}]}",
            "P NODE {\"news\":\"alice is gone\",\"to\":[{\"key\":\"alice\",\"id\":\"another\"}]}",
            "\0\1\2");

    @Test
    void strange_words_do_no_harm() {
        RawClient alice = account(1, "alice");
        for (String words : STRANGE) {
            for (int i = 0; i < 5; i++) {
                tellAll(words.replace("NODE", "abcdefghij"));
                engine.publish("$KV." + chat.config.cluster() + "_ACCOUNTS.x", words.getBytes(UTF_8));
            }
        }
        String id = accounts.find(Address.account("alice")).key().id();
        for (String news : List.of("x".repeat(601), "bob is online")) {
            String to = "[{\"key\":\"alice\",\"id\":\"" + id + "\"}]";
            tellAll("P abcdefghij {\"news\":\"" + news + "\",\"to\":" + to + "}");
        }

        alice.expect(100, "\"bob is online\"");
        login(1, "alice", "secret").expect(200, "alice");
    }
}
