package chat.jim.server.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.store.MailStore.Place;
import chat.jim.server.store.Store;
import chat.jim.server.store.jetstream.JetStreamStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A server that has not answered in time hands a message over nevertheless, which another server has put into the store
 * meanwhile.
 */
@Timeout(60)
class LateArrivalTest {
    @RegisterExtension
    static final NatsCluster NATS = NatsCluster.shared();

    private Engine engine;
    private Store store;
    private MailScene scene;
    private MailScene.Session alice;

    @BeforeEach
    void start() throws Exception {
        engine = Engine.open(NATS.freshConfig());
        store = JetStreamStore.open(engine, "test");
        scene = new MailScene(store);
        alice = scene.reader();
    }

    @AfterEach
    void close() throws Exception {
        scene.close();
        store.close();
        engine.close();
    }

    @Test
    void what_the_reader_does_not_confirm_stays_before_what_was_kept_after_it() throws Exception {
        scene.keptElsewhere(1, "node.1.1");
        scene.keptElsewhere(2, null);

        assertThat(scene.sayFromElsewhere(1, "node.1.1")).isNull();
        alice.delivery().close();

        assertThat(scene.reader().heardUntil(2)).containsExactly(1, 2);
        assertThat(store.mail().read(scene.alice(), Place.START, 10).letters()).hasSize(2);
    }

    @Test
    void what_is_only_kept_there_stays_before_it_too() throws Exception {
        scene.keptElsewhere(1, "node.1.1");
        scene.keptElsewhere(2, null);
        alice.delivery().close();

        Store.await(scene.sayFromElsewhere(1, "node.1.1"));

        assertThat(scene.reader().heardUntil(2)).containsExactly(1, 2);
    }

    @Test
    void what_the_reader_was_sent_comes_once() throws Exception {
        assertThat(scene.sayFromElsewhere(1, "node.1.1")).isNull();
        scene.keptElsewhere(1, "node.1.1");
        scene.keptElsewhere(2, null);

        scene.mailbox().poke(0);

        assertThat(alice.heardUntil(2)).containsExactly(1, 2);
    }

    @Test
    void what_is_read_from_the_store_does_not_come_once_more() throws Exception {
        scene.keptElsewhere(1, "node.1.1");
        scene.keptElsewhere(2, null);
        scene.mailbox().poke(0);
        assertThat(alice.heardUntil(2)).containsExactly(1, 2);

        assertThat(scene.sayFromElsewhere(1, "node.1.1")).isNull();
        scene.keptElsewhere(3, null);
        scene.mailbox().poke(0);

        assertThat(alice.heardUntil(3)).containsExactly(3);
    }

    @Test
    void what_was_confirmed_is_dropped_when_it_is_read() throws Exception {
        scene.arrivals().isFirst("node.1.1");
        scene.arrivals().confirmed("node.1.1");
        scene.keptElsewhere(1, "node.1.1");
        scene.keptElsewhere(2, null);

        scene.mailbox().poke(0);

        assertThat(alice.heardUntil(2)).containsExactly(2);
    }

    @Test
    void what_a_reader_confirms_after_another_server_has_added_some_is_removed() throws Exception {
        assertThat(scene.sayFromElsewhere(1, "node.1.1")).isNull();
        alice.delivery().probe();
        assertThat(alice.heardUntil(1)).containsExactly(1);
        alice.client().expectProbe();
        scene.keptElsewhere(2, null);
        scene.mailbox().poke(0);

        alice.delivery().confirm();
        alice.delivery().close();
        scene.keptElsewhere(3, null);

        assertThat(scene.reader().heardUntil(3)).containsExactly(2, 3);
    }

    @Test
    void what_comes_when_the_reader_has_just_gone_is_told() throws Exception {
        alice.delivery().close();
        List<CompletableFuture<Long>> told = new ArrayList<>();

        scene.mailbox().accept(MailScene.message(1), scene.carol(), told::add).run();

        assertThat(told)
                .singleElement()
                .satisfies(kept -> assertThat(kept.join() > 0).isTrue());
    }
}
