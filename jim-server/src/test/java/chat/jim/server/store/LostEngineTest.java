package chat.jim.server.store;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.protocol.Address;
import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.MailStore.Place;
import chat.jim.server.store.jetstream.JetStreamStore;
import chat.jim.wire.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The store of a cluster while its engine is away, and afterwards. */
class LostEngineTest {
    private static final Address ALICE = Address.account("Alice");

    /** More than the engine's patience with one question, and less than with all that wait. */
    private static final Duration PATIENCE = Engine.PATIENCE.multipliedBy(3);

    @RegisterExtension
    static final NatsCluster NATS = NatsCluster.of(1);

    private Engine engine;
    private JetStreamStore store;
    private AccountKey alice;

    @BeforeEach
    void open() {
        engine = Engine.open(NATS.freshConfig());
        store = JetStreamStore.open(engine, "run");
        alice = store.accounts().add(ALICE, "hash").key();
    }

    @AfterEach
    void close() {
        store.close();
        engine.close();
    }

    @Test
    void what_is_asked_while_it_stands_still_fails_in_time_and_is_answered_afterwards() {
        NATS.stop(0);
        List<CompletableFuture<?>> changes = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            changes.add(store.marks().advance(alice, "#tea", i));
        }

        assertThatThrownBy(() -> store.accounts().find(ALICE))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("The store of the cluster cannot be used now.");
        assertThat(CompletableFuture.allOf(changes.toArray(CompletableFuture[]::new)))
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .withCauseInstanceOf(StoreException.class);
        assertThat(store.trouble()).isNotNull();

        NATS.cont(0);
        await().until(() -> works());
        assertThat(store.marks().get(alice, "#tea")).isLessThan(100);
        store.marks().advance(alice, "#tea", 100).join();
        assertThat(store.marks().get(alice, "#tea")).isEqualTo(100);
        assertThat(store.trouble()).isNull();
    }

    @Test
    void what_was_acknowledged_is_there_after_a_kill_and_what_is_asked_meanwhile_is_refused() throws Exception {
        Letter letter = new Letter(Frame.of("{\"n\":1}".getBytes(UTF_8)), null);
        long kept = store.mail().add(alice, letter, Count.UNLIMITED).join();
        NATS.kill9(0);

        assertThatThrownBy(() -> store.accounts().setBlocked(ALICE, true)).isInstanceOf(StoreException.class);
        assertThat(store.mail().add(alice, letter, Count.UNLIMITED))
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .withCauseInstanceOf(StoreException.class);

        NATS.start(0);
        await().until(() -> works());
        assertThat(store.accounts().find(ALICE).blocked()).isFalse();
        assertThat(store.mail().read(alice, Place.START, 10).letters())
                .extracting(MailStore.Kept::id)
                .containsExactly(kept);
        assertThat(store.mail().add(alice, letter, Count.UNLIMITED).join()).isGreaterThan(kept);
    }

    private boolean works() {
        try {
            return store.accounts().find(ALICE) != null;
        } catch (StoreException e) {
            return false;
        }
    }
}
