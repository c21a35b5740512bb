package chat.jim.server.store.jetstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.MailStore.Kept;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.MailStore.Page;
import chat.jim.server.store.MailStore.Place;
import chat.jim.wire.Frame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages that were handed over before they were stored stand where they belong. */
@Timeout(60)
class JetStreamMailTest {
    @RegisterExtension
    static final NatsCluster NATS = NatsCluster.shared();

    private Engine engine;
    private JetStreamStore store;
    private MailStore mail;
    private AccountKey alice;
    private AccountKey bob;

    @BeforeEach
    void open() {
        engine = Engine.open(NATS.freshConfig());
        store = JetStreamStore.open(engine, "test");
        mail = store.mail();
        alice = account("alice");
        bob = account("bob");
    }

    private AccountKey account(String name) {
        return store.accounts().add(Address.account(name), "hash").key();
    }

    @AfterEach
    void close() {
        store.close();
        engine.close();
    }

    @Test
    void all_are_read_in_their_order_page_by_page() {
        long seed = Long.getLong("jim.seed", System.nanoTime());
        Random random = new Random(seed);
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            long after = random.nextInt(3) == 0 ? Letter.LAST : random.nextInt(places.size() + 1);
            AccountKey sender = random.nextBoolean() ? alice : null;
            long id = add(after, sender);
            places.add(new Place(Math.min(after, id), id));
            mail.add(alice, new Letter(frame(), null), Count.UNLIMITED).join();
        }
        places.sort(Comparator.comparing(Place::after).thenComparing(Place::id));

        int most = 1 + random.nextInt(10);
        assertThat(pages(most)).as("in pages of %d, -Djim.seed=%d", most, seed).containsExactlyElementsOf(places);
    }

    private List<Place> pages(int most) {
        List<Place> read = new ArrayList<>();
        Page page = mail.read(bob, Place.START, most);
        while (!page.letters().isEmpty()) {
            assertThat(page.letters()).hasSizeLessThanOrEqualTo(most);
            page.letters().forEach(kept -> read.add(kept.place()));
            page = mail.read(bob, read.get(read.size() - 1), most);
        }
        return read;
    }

    @Test
    void they_count_like_all_others() {
        add(Letter.LAST, alice);
        add(0, alice);
        add(1, alice);
        add(1, null);

        assertThat(mail.count(bob, alice)).isEqualTo(new Count(4, 3));
        assertThat(mail.count(bob, null)).isEqualTo(new Count(4, 1));
        assertThat(mail.add(bob, new Letter(frame(), alice), new Count(10, 3)).join())
                .isZero();
    }

    @Test
    void just_those_are_removed_that_were_read() {
        Set<Long> rest = new TreeSet<>();
        List<Long> read = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            long id = add(i % 3 == 0 ? i / 2 : Letter.LAST, null);
            (i % 4 == 1 ? rest : read).add(id);
        }

        mail.removeRead(bob, read).join();

        assertThat(mail.read(bob, Place.START, 100).letters())
                .extracting(Kept::id)
                .containsExactlyInAnyOrderElementsOf(rest);
    }

    @Test
    void they_go_with_their_account() {
        add(0, null);
        add(Letter.LAST, null);

        store.accounts().remove(Address.account("bob"));

        assertThat(mail.count(bob, null)).isEqualTo(new Count(0, 0));
    }

    @Test
    void an_empty_mailbox_says_how_far_the_store_has_come() {
        long last = mail.add(alice, new Letter(frame(), null), Count.UNLIMITED).join();

        assertThat(mail.read(bob, Place.START, 1)).isEqualTo(new Page(List.of(), last));
    }

    private long add(long after, @Nullable AccountKey sender) {
        return mail.add(bob, new Letter(frame(), sender, null, after), Count.UNLIMITED)
                .join();
    }

    private static Frame frame() {
        return Frame.ofAnyLength("{\"n\":1}".getBytes(UTF_8));
    }
}
