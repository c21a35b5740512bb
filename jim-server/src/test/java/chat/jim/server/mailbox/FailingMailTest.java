package chat.jim.server.mailbox;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.MemoryAccounts;
import chat.jim.server.StoreWithoutMail;
import chat.jim.server.limit.Postage;
import chat.jim.server.mailbox.MailScene.Session;
import chat.jim.server.peer.Replies;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.StoreException;
import chat.jim.wire.FrameException;
import chat.jim.wire.MemoryBudget;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The store fails to take what was handed to a reader, who has not confirmed it. */
@Timeout(60)
class FailingMailTest {
    private final InstantSource clock = InstantSource.system();
    private final List<Session> open = new ArrayList<>();
    private final FailingMail mail = new FailingMail();
    private final Mailbox mailbox = new Mailbox(
            AccountKey.create(Address.account("alice")),
            mail,
            new Arrivals(),
            new Postage(new StoreWithoutMail(new MemoryAccounts()), () -> MailScene.LIMITS),
            MailScene.WINDOW,
            MemoryBudget.unlimited());
    private Session carol;
    private Session alice;

    private enum Health {
        WORKS,
        FAILS,
        IS_BEHIND,
        TAKES_AND_SAYS_THAT_IT_FAILS
    }

    @BeforeEach
    void start() throws Exception {
        carol = reader();
        alice = reader();
        alice.delivery().drain();
    }

    @AfterEach
    void close() throws Exception {
        for (Session one : open) {
            one.close();
        }
    }

    @Test
    void what_is_tried_again_comes_once_to_a_session() throws Exception {
        say(1);
        readAnewWhile(Health.FAILS);

        mailbox.tick();
        say(2);

        assertThat(alice.heardUntil(2)).containsExactly(1, 2);
        assertThat(mail.letters).hasSize(2);
    }

    @Test
    void what_the_store_has_taken_though_it_has_failed_comes_once_to_a_session() throws Exception {
        say(1);
        readAnewWhile(Health.TAKES_AND_SAYS_THAT_IT_FAILS);

        mailbox.tick();
        say(2);

        assertThat(alice.heardUntil(2)).containsExactly(1, 2);
    }

    @Test
    void what_the_store_does_not_know_of_just_now_is_not_overtaken() throws Exception {
        mail.health = Health.IS_BEHIND;
        mailbox.poke(keptElsewhere(1));
        say(2);

        mail.health = Health.WORKS;
        alice.delivery().drain();

        assertThat(alice.heardUntil(2)).containsExactly(1, 2);
    }

    @Test
    void what_is_stored_during_a_reading_does_not_end_it() throws Exception {
        mail.reading.lock();
        try {
            mailbox.poke(0);
            await().until(mail.reading::hasQueuedThreads);
            assertThat(mailbox.offer(MailScene.message(1), carol.peer())).isNotNull();
        } finally {
            mail.reading.unlock();
        }

        assertThat(alice.heardUntil(1)).containsExactly(1);
    }

    @Test
    void what_is_confirmed_meanwhile_is_not_tried_again() throws Exception {
        say(1);
        alice.delivery().probe();
        assertThat(alice.heardUntil(1)).containsExactly(1);
        readAnewWhile(Health.FAILS);

        alice.delivery().confirm();
        mailbox.tick();

        assertThat(mail.letters).isEmpty();
    }

    @Test
    void what_is_confirmed_when_it_was_tried_again_is_removed() throws Exception {
        say(1);
        alice.delivery().probe();
        assertThat(alice.heardUntil(1)).containsExactly(1);
        readAnewWhile(Health.FAILS);
        mailbox.tick();

        alice.delivery().confirm();

        assertThat(mail.letters).isEmpty();
    }

    @Test
    void what_a_session_has_sent_to_others_does_not_wait_for_its_own_mailbox() throws Exception {
        alice.delivery().close();
        Session next = reader();
        carol.peer().deliver(MailScene.message(1), next.peer());
        Thread session = new Thread(() -> next.delivery().drain());

        mail.reading.lock();
        try {
            session.start();
            assertThat(carol.client().receive()).contains("\"message\":\"1\"");
        } finally {
            mail.reading.unlock();
        }
        session.join();
    }

    private void readAnewWhile(Health health) {
        mail.health = health;
        mailbox.poke(0);
        alice.delivery().drain();
        mail.health = Health.WORKS;
    }

    private long keptElsewhere(int number) throws FrameException {
        Letter letter = new Letter(MailScene.message(number).standard(), null);
        return mail.add(AccountKey.create(Address.account("alice")), letter, Count.UNLIMITED)
                .join();
    }

    private void say(int number) throws FrameException {
        CompletableFuture<Long> unused = mailbox.offer(MailScene.message(number), carol.peer());
        carol.peer().flush();
        alice.delivery().drain();
    }

    private Session reader() throws IOException {
        Session session = Session.connected(peer -> new Delivery(mailbox, peer, new Replies(clock), clock));
        open.add(0, session);
        return session;
    }

    /** Keeps letters in memory, each ticket once, as long as it works. */
    private static final class FailingMail implements MailStore {
        private final List<Kept> letters = new CopyOnWriteArrayList<>();
        private final ReentrantLock reading = new ReentrantLock();
        private Health health = Health.WORKS;
        private long last;

        @Override
        public synchronized CompletableFuture<Long> add(AccountKey account, Letter letter, Count most) {
            if (health == Health.FAILS) {
                return CompletableFuture.failedFuture(new StoreException("The disk is full", null));
            }
            Kept kept = letters.stream()
                    .filter(one -> letter.ticket() != null && letter.ticket().equals(one.ticket()))
                    .findAny()
                    .orElseGet(() -> added(letter));
            return health != Health.TAKES_AND_SAYS_THAT_IT_FAILS
                    ? CompletableFuture.completedFuture(kept.id())
                    : CompletableFuture.failedFuture(new StoreException("Nobody knows", null));
        }

        private Kept added(Letter letter) {
            last++;
            Kept kept = new Kept(new Place(last, last), letter.message(), letter.ticket());
            letters.add(kept);
            return kept;
        }

        @Override
        public synchronized Count count(AccountKey account, @Nullable AccountKey sender) {
            return new Count(letters.size(), letters.size());
        }

        @Override
        public Page read(AccountKey account, Place behind, int most) {
            long end = last;
            reading.lock();
            try {
                List<Kept> read = letters.stream()
                        .filter(one -> one.id() > behind.id())
                        .limit(most)
                        .toList();
                return health == Health.IS_BEHIND ? new Page(List.of(), 0) : new Page(read, end);
            } finally {
                reading.unlock();
            }
        }

        @Override
        public boolean keepsPlaces() {
            return true;
        }

        @Override
        public synchronized CompletableFuture<?> remove(AccountKey account, long end) {
            letters.removeIf(one -> one.id() <= end);
            return CompletableFuture.completedFuture(0L);
        }

        @Override
        public synchronized CompletableFuture<?> removeRead(AccountKey account, Collection<Long> ids) {
            letters.removeIf(one -> ids.contains(one.id()));
            return CompletableFuture.completedFuture(0L);
        }
    }
}
