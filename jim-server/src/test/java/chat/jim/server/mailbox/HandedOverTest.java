package chat.jim.server.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.mailbox.MailScene.Session;
import chat.jim.server.store.MailStore.Kept;
import chat.jim.server.store.MailStore.Place;
import chat.jim.server.store.Store;
import chat.jim.server.store.jetstream.JetStreamStore;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * PROTOCOL.md, section 6, order: what one server has handed over, and nobody has confirmed, stands in the mailbox before what
 * other servers have kept since.
 */
@Timeout(60)
class HandedOverTest {
    @RegisterExtension
    static final NatsCluster NATS = NatsCluster.shared();

    private Engine engine;
    private Store store;
    private MailScene here;
    private MailScene elsewhere;
    private Session alice;

    @BeforeEach
    void start() throws Exception {
        engine = Engine.open(NATS.freshConfig());
        store = JetStreamStore.open(engine, "test");
        here = new MailScene(store);
        elsewhere = new MailScene(store);
    }

    @AfterEach
    void close() throws Exception {
        elsewhere.close();
        here.close();
        store.close();
        engine.close();
    }

    @Test
    void it_comes_first_though_it_is_stored_later() throws Exception {
        alice = here.reader();
        assertThat(here.say(1)).isTrue();
        assertThat(here.say(2)).isTrue();
        here.keptElsewhere(3, null);

        here.leave(alice);

        assertThat(elsewhere.reader().heardUntil(3)).containsExactly(1, 2, 3);
    }

    @Test
    void it_comes_behind_what_was_read_before() throws Exception {
        here.keptElsewhere(1, null);
        alice = here.reader();
        assertThat(here.say(2)).isTrue();
        here.keptElsewhere(3, null);

        here.leave(alice);

        assertThat(elsewhere.reader().heardUntil(3)).containsExactly(1, 2, 3);
    }

    @Test
    void it_comes_first_also_if_the_reader_was_sent_both() throws Exception {
        alice = here.reader();
        assertThat(here.say(1)).isTrue();
        here.keptElsewhere(2, null);
        here.mailbox().poke(0);
        assertThat(alice.heardUntil(2)).containsExactly(1, 2);
        here.keptElsewhere(3, null);

        here.leave(alice);

        assertThat(elsewhere.reader().heardUntil(3)).containsExactly(1, 2, 3);
    }

    @Test
    void what_is_confirmed_leaves_the_mailbox_and_nothing_else() throws Exception {
        alice = here.reader();
        assertThat(here.say(1)).isTrue();
        here.keptElsewhere(2, null);
        here.leave(alice);
        Session next = elsewhere.reader();
        assertThat(next.heardUntil(2)).containsExactly(1, 2);
        here.keptElsewhere(3, null);

        next.delivery().confirm();

        assertThat(waiting())
                .singleElement()
                .matches(kept -> kept.message().text().contains("\"3\""));
    }

    @Test
    void nothing_is_left_out_that_another_server_has_kept_before_it() throws Exception {
        alice = here.reader();
        here.keptElsewhere(1, null);
        int last = 1;
        boolean isHandedOver = true;
        while (isHandedOver) {
            last++;
            isHandedOver = here.say(last);
        }

        assertThat(alice.heardUntil(last - 1)).hasSize(last - 2);

        alice.delivery().confirm();
        alice.delivery().drain();

        assertThat(alice.heardUntil(last)).containsExactly(1, last);
    }

    @Test
    void it_is_not_stored_only_since_the_next_one_has_to_be() throws Exception {
        alice = here.reader();
        int last = 1;
        while (here.say(last)) {
            last++;
        }
        assertThat(waiting()).hasSize(1);

        here.leave(alice);

        assertThat(elsewhere.reader().heardUntil(last))
                .isEqualTo(IntStream.rangeClosed(1, last).boxed().toList());
    }

    @Test
    void what_a_server_puts_back_very_late_comes_before_what_the_next_one_has_handed_over() throws Exception {
        alice = here.reader();
        assertThat(here.say(1)).isTrue();
        elsewhere.keptElsewhere(2, null);
        Session later = elsewhere.reader();
        assertThat(later.heardUntil(2)).containsExactly(2);
        later.delivery().confirm();
        assertThat(elsewhere.say(3)).isTrue();
        elsewhere.leave(later);

        here.leave(alice);

        assertThat(elsewhere.reader().heardUntil(3)).containsExactly(1, 3);
    }

    @Test
    void what_another_server_keeps_comes_once() throws Exception {
        alice = here.reader();
        assertThat(here.say(1)).isTrue();
        here.keptElsewhere(2, null);

        here.mailbox().poke(0);
        alice.delivery().drain();

        assertThat(here.say(3)).isTrue();
        assertThat(alice.heardUntil(3)).containsExactly(1, 2, 3);
        assertThat(waiting()).hasSize(2);
    }

    @Test
    void what_another_server_keeps_comes_at_once_though_the_last_probe_is_not_answered_yet() throws Exception {
        here.keptElsewhere(1, null);
        alice = here.reader();
        assertThat(alice.heardUntil(1)).containsExactly(1);
        here.keptElsewhere(2, null);

        here.mailbox().poke(0);

        assertThat(alice.heardUntil(2)).containsExactly(2);
    }

    private List<Kept> waiting() {
        return store.mail().read(here.alice(), Place.START, 10).letters();
    }
}
