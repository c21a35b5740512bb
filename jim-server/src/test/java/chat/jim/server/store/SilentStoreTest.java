package chat.jim.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.jetstream.JetStreamStore;
import chat.jim.wire.Frame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is said of a store whose engine does not answer. */
@Timeout(60)
class SilentStoreTest {
    private static final Address ALICE = Address.account("alice");

    @RegisterExtension
    private final NatsCluster nats = NatsCluster.of(1);

    private Engine engine;
    private JetStreamStore store;
    private AccountKey alice;

    @BeforeEach
    void open() throws Exception {
        engine = Engine.open(nats.started().freshConfig());
        store = JetStreamStore.open(engine, "one");
        store.accounts().add(ALICE, "hash");
        alice = store.accounts().find(ALICE).key();
    }

    @AfterEach
    void close() {
        store.close();
        engine.close();
        nats.afterAll(null);
    }

    @Test
    void without_an_engine_nothing_was_done() {
        nats.kill9(0);

        assertThat(code(() -> store.accounts().find(ALICE))).isEqualTo(Code.UNAVAILABLE);
        assertThat(code(() -> store.accounts().setBlocked(ALICE, true))).isEqualTo(Code.UNAVAILABLE);
    }

    @Test
    void of_a_letter_to_an_engine_that_stands_still_nobody_knows() throws Exception {
        Letter letter = new Letter(Frame.of("{}".getBytes(UTF_8)), null);
        nats.stop(0);

        assertThat(code(() -> Store.await(store.mail().add(alice, letter, Count.UNLIMITED))))
                .isIn(Code.UNAVAILABLE, Code.NO_ANSWER);
        assertThat(code(() -> store.accounts().find(ALICE))).isEqualTo(Code.UNAVAILABLE);
    }

    private static Code code(Runnable work) {
        return catchThrowableOfType(StoreException.class, work::run).code();
    }
}
