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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the accounts of several servers of one chat, wherever something happens. */
@Timeout(120)
class SharedAccountsTest {
    private static final Address ALICE = Address.account("alice");

    @RegisterExtension
    private static final NatsCluster NATS = NatsCluster.shared();

    @TempDir
    private Path folder;

    private OneChat chat;
    private Accounts accounts;

    @BeforeEach
    void start() throws Exception {
        chat = OneChat.sharing(NATS, 2, folder);
        accounts = chat.server(0).context().accounts();
        accounts.add(ALICE, CheapHash.of("secret"));
    }

    @AfterEach
    void stop() {
        chat.close();
    }

    private RawClient login(int server, String password) {
        return chat.connect(server).authenticate("alice", password);
    }

    @Test
    void logins_that_fail_at_any_server_count_at_all() {
        login(0, "wrong").expect(402, "Wrong password");
        login(1, "wrong").expect(402, "Wrong password");
        login(0, "wrong").expect(402, "Wrong password");

        await().untilAsserted(() -> assertThat(login(1, "secret").receive()).startsWith("{\"response\":429,"));
        login(0, "secret").expect(429, "Too many failed logins");
    }

    @Test
    void a_block_that_somebody_else_sets_is_known_at_once() {
        RawClient alice = login(1, "secret").expect(200, "alice");

        accounts.setBlocked(ALICE, true);

        alice.expect(403, "The account alice is blocked").expectEnd();
    }

    @Test
    void a_guest_whose_name_becomes_an_account_has_to_go() {
        RawClient bob = chat.online(1, "bob");

        accounts.add(Address.account("bob"), CheapHash.of("secret"));

        bob.expect(403, "The name bob has an account").expectEnd();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
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
                "\0\1\2"
            })
    void strange_words_do_no_harm(String words) {
        RawClient alice = login(1, "secret").expect(200, "alice");
        Engine engine = Engine.open(chat.config);
        for (int i = 0; i < 5; i++) {
            engine.publish(
                    chat.config.cluster() + ".all",
                    words.replace("NODE", "abcdefghij").getBytes(UTF_8));
            engine.publish("$KV." + chat.config.cluster() + "_ACCOUNTS.x", words.getBytes(UTF_8));
        }
        engine.close();

        chat.online(0, "bob").msg("alice", "behind them").expect(200);
        alice.expectMessage("bob", "behind them");
        login(1, "secret").expect(200, "alice");
    }

    @Test
    void news_that_are_too_long_are_not_told() {
        RawClient alice = login(1, "secret").expect(200, "alice");
        String id = accounts.find(ALICE).key().id();
        Engine engine = Engine.open(chat.config);
        for (String news : new String[] {"x".repeat(601), "bob is online"}) {
            String words =
                    "P abcdefghij {\"news\":\"" + news + "\",\"to\":[{\"key\":\"alice\",\"id\":\"" + id + "\"}]}";
            engine.publish(chat.config.cluster() + ".all", words.getBytes(UTF_8));
        }

        alice.expect(100, "\"bob is online\"");
        engine.close();
    }
}
