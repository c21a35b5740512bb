package chat.jim.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.dialect.Dialects;
import chat.jim.dialect.PeerDialect;
import chat.jim.protocol.Address;
import chat.jim.server.peer.Peer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, section 4: "A name belongs to one connection at a time". */
class DirectoryTest {
    private static final Address ALICE = Address.account("alice");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Directory directory = new Directory();
    private final Peer first = new Peer(null, new PeerDialect(Dialects.all(), name -> false), Duration.ZERO);
    private final Peer second = new Peer(null, new PeerDialect(Dialects.all(), name -> false), Duration.ZERO);
    private final Peer third = new Peer(null, new PeerDialect(Dialects.all(), name -> false), Duration.ZERO);

    @Test
    void a_late_release_does_not_free_the_name_of_a_newer_session() {
        directory.claim(ALICE, first);
        directory.release(ALICE, first);
        directory.claim(ALICE, second);

        directory.release(ALICE, first);

        assertThat(directory.claim(ALICE, first)).isFalse();
    }

    @Test
    void a_name_that_is_only_claimed_is_not_online() {
        directory.claim(ALICE, first);

        assertThat(directory.find(ALICE)).isNull();
        assertThat(directory.names().names()).isEmpty();
        assertThat(directory.claim(Address.account("ALICE"), second)).isFalse();
    }

    @Test
    void a_name_that_is_taken_over_is_nobody_elses_in_between() {
        directory.claim(ALICE, first);

        boolean hasIt = directory.takeOver(
                ALICE,
                second,
                owner -> owner == first,
                owner -> new Thread(() -> directory.release(ALICE, owner)).start(),
                PATIENCE);

        assertThat(hasIt).isTrue();
        assertThat(directory.claim(ALICE, first)).isFalse();
        directory.release(ALICE, second);
        assertThat(directory.isClaimed(ALICE)).isFalse();
    }

    @Test
    void a_name_that_is_free_already_is_simply_claimed() {
        assertThat(directory.takeOver(ALICE, second, owner -> true, owner -> {}, PATIENCE))
                .isTrue();
        assertThat(directory.claim(ALICE, first)).isFalse();
    }

    @Test
    void a_name_whose_owner_is_not_to_be_replaced_stays_his() {
        directory.claim(ALICE, third);

        assertThat(directory.takeOver(ALICE, second, owner -> owner == first, owner -> {}, PATIENCE))
                .isFalse();
        directory.release(ALICE, second);
        assertThat(directory.isClaimed(ALICE)).isTrue();
    }

    @Test
    void who_does_not_release_the_name_in_time_keeps_it_and_can_release_it_later() {
        directory.claim(ALICE, first);

        assertThat(directory.takeOver(ALICE, second, owner -> true, owner -> {}, Duration.ofMillis(1)))
                .isFalse();
        assertThat(directory.isClaimed(ALICE)).isTrue();
        directory.release(ALICE, first);
        assertThat(directory.isClaimed(ALICE)).isFalse();
    }

    @Test
    void of_two_who_take_a_name_over_one_has_it_after_the_other() {
        directory.claim(ALICE, first);
        List<Peer> dismissed = new CopyOnWriteArrayList<>();
        Consumer<Peer> dismissal = owner -> {
            dismissed.add(owner);
            new Thread(() -> directory.release(ALICE, owner)).start();
        };

        List<Boolean> taken = Stream.of(second, third)
                .map(peer -> CompletableFuture.supplyAsync(
                        () -> directory.takeOver(ALICE, peer, owner -> true, dismissal, PATIENCE)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(taken).containsExactly(true, true);
        assertThat(dismissed).startsWith(first).hasSize(2);
        Peer last = dismissed.contains(second) ? third : second;
        directory.release(ALICE, last);
        assertThat(directory.isClaimed(ALICE)).isFalse();
    }

    @Test
    void who_waits_behind_one_that_does_not_get_the_name_in_time_is_next() throws Exception {
        directory.claim(ALICE, first);
        CompletableFuture<Boolean> impatient = new CompletableFuture<>();
        CompletableFuture<Boolean> patient = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(1);
        new Thread(() -> impatient.complete(directory.takeOver(
                        ALICE, second, owner -> true, owner -> asked.countDown(), Duration.ofMillis(200))))
                .start();
        asked.await();
        new Thread(() -> patient.complete(directory.takeOver(
                        ALICE, third, owner -> true, owner -> directory.release(ALICE, owner), PATIENCE)))
                .start();

        assertThat(impatient.join()).isFalse();
        assertThat(patient.join()).isTrue();
    }

    @Test
    void who_waits_for_one_name_does_not_get_another_that_its_owner_releases() {
        Address guest = Address.account("Guest");
        directory.claim(guest, first);
        directory.claim(ALICE, first);

        boolean hasIt = directory.takeOver(
                ALICE, second, owner -> true, owner -> directory.release(guest, owner), Duration.ofMillis(1));

        assertThat(hasIt).isFalse();
        assertThat(directory.isClaimed(guest)).isFalse();
    }

    @Test
    void who_is_online_is_listed_until_it_releases_the_name() {
        comeOnline(first);
        directory.release(ALICE, second);
        assertThat(directory.names().names()).containsExactly("alice");

        first.setOffline();
        directory.release(ALICE, first);

        assertThat(directory.names().names()).isEmpty();
        comeOnline(second);
        assertThat(directory.names().names()).containsExactly("alice");
    }

    private void comeOnline(Peer peer) {
        directory.claim(ALICE, peer);
        peer.setOnline(ALICE, null);
        directory.list(peer);
    }
}
