package chat.jim.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.dialect.Dialects;
import chat.jim.dialect.PeerDialect;
import chat.jim.protocol.Address;
import chat.jim.server.peer.Peer;
import chat.jim.server.routing.Directory.Outcome;
import chat.jim.server.routing.Directory.Wish;
import chat.jim.server.routing.Others.Right;
import chat.jim.server.store.AccountKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, section 4: "A name belongs to one connection at a time". */
class DirectoryTest {
    private static final Address ALICE = Address.account("alice");
    private static final AccountKey OF_ALICE = AccountKey.create(ALICE);
    private static final Right RIGHT = new Right(OF_ALICE, "");
    private static final int MOST = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Directory directory = new Directory(null);
    private final Peer first = Peer.connected(null, new PeerDialect(Dialects.all(), name -> false), Duration.ZERO);
    private final Peer second = Peer.connected(null, new PeerDialect(Dialects.all(), name -> false), Duration.ZERO);
    private final Peer third = Peer.connected(null, new PeerDialect(Dialects.all(), name -> false), Duration.ZERO);
    private final Peer fourth = Peer.connected(null, new PeerDialect(Dialects.all(), name -> false), Duration.ZERO);

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

        boolean hasIt = takeOver(
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
        assertThat(takeOver(second, owner -> true, owner -> {}, PATIENCE)).isTrue();
        assertThat(directory.claim(ALICE, first)).isFalse();
    }

    @Test
    void a_name_whose_owner_is_not_to_be_replaced_stays_his() {
        directory.claim(ALICE, third);

        assertThat(takeOver(second, owner -> owner == first, owner -> {}, PATIENCE))
                .isFalse();
        directory.release(ALICE, second);
        assertThat(directory.isClaimed(ALICE)).isTrue();
    }

    @Test
    void who_does_not_release_the_name_in_time_keeps_it_and_can_release_it_later() {
        directory.claim(ALICE, first);

        assertThat(takeOver(second, owner -> true, owner -> {}, Duration.ofMillis(1)))
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
                .map(peer -> CompletableFuture.supplyAsync(() -> takeOver(peer, owner -> true, dismissal, PATIENCE)))
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
        new Thread(() -> impatient.complete(
                        takeOver(second, owner -> true, owner -> asked.countDown(), Duration.ofMillis(200))))
                .start();
        asked.await();
        new Thread(() -> patient.complete(
                        takeOver(third, owner -> true, owner -> directory.release(ALICE, owner), PATIENCE)))
                .start();

        assertThat(impatient.join()).isFalse();
        assertThat(patient.join()).isTrue();
    }

    @Test
    void who_waits_for_one_name_does_not_get_another_that_its_owner_releases() {
        Address guest = Address.account("Guest");
        directory.claim(guest, first);
        directory.claim(ALICE, first);

        boolean hasIt = takeOver(second, owner -> true, owner -> directory.release(guest, owner), Duration.ofMillis(1));

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

    @Test
    void a_session_that_stays_beside_others_has_the_name_until_the_last_has_released_it() {
        assertThat(join(first, OF_ALICE)).isEqualTo(Outcome.GIVEN);
        assertThat(join(second, OF_ALICE)).isEqualTo(Outcome.GIVEN);
        list(first, OF_ALICE);
        list(second, OF_ALICE);
        assertThat(directory.names().names()).containsExactly("alice");
        assertThat(directory.find(ALICE).sessions()).containsExactly(first, second);

        directory.release(ALICE, first);
        assertThat(directory.names().names()).containsExactly("alice");
        assertThat(directory.find(ALICE).sessions()).containsExactly(second);

        directory.release(ALICE, second);
        assertThat(directory.isClaimed(ALICE)).isFalse();
        assertThat(directory.names().names()).isEmpty();
    }

    @Test
    void one_session_too_many_is_refused_even_if_the_others_are_not_online_yet() {
        assertThat(join(first, OF_ALICE)).isEqualTo(Outcome.GIVEN);
        assertThat(join(second, OF_ALICE)).isEqualTo(Outcome.GIVEN);

        assertThat(join(third, OF_ALICE)).isEqualTo(Outcome.FULL);

        directory.release(ALICE, first);
        assertThat(join(third, OF_ALICE)).isEqualTo(Outcome.GIVEN);
    }

    @Test
    void nobody_stays_beside_a_guest_or_beside_another_account_of_that_name() {
        directory.claim(ALICE, first);
        assertThat(join(second, OF_ALICE)).isEqualTo(Outcome.REFUSED);
        directory.release(ALICE, first);

        join(first, AccountKey.create(ALICE));
        assertThat(join(second, OF_ALICE)).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void who_replaces_one_session_gets_its_place_even_if_all_are_taken() {
        join(first, OF_ALICE);
        join(second, OF_ALICE);
        list(second, OF_ALICE);
        List<Peer> dismissed = new CopyOnWriteArrayList<>();

        Outcome outcome = directory.takeOver(
                ALICE,
                new Wish(third, OF_ALICE, (holder, owner) -> owner == first, MOST, RIGHT),
                owner -> {
                    dismissed.add(owner);
                    new Thread(() -> directory.release(ALICE, owner)).start();
                },
                PATIENCE);

        assertThat(outcome).isEqualTo(Outcome.GIVEN);
        assertThat(dismissed).containsExactly(first);
        assertThat(directory.find(ALICE).sessions()).containsExactly(second);
        directory.release(ALICE, second);
        assertThat(directory.isClaimed(ALICE)).isTrue();
    }

    @Test
    void who_comes_while_all_are_being_replaced_stays_beside_the_one_who_replaces_them() throws Exception {
        join(first, OF_ALICE);
        join(second, OF_ALICE);
        CountDownLatch asked = new CountDownLatch(2);
        CompletableFuture<Boolean> replacing = CompletableFuture.supplyAsync(
                () -> takeOver(third, owner -> true, owner -> asked.countDown(), PATIENCE));
        asked.await();
        CompletableFuture<Outcome> joining = CompletableFuture.supplyAsync(() -> join(fourth, OF_ALICE));

        directory.release(ALICE, first);
        assertThat(replacing).isNotDone();
        directory.release(ALICE, second);

        assertThat(replacing.join()).isTrue();
        assertThat(joining.join()).isEqualTo(Outcome.GIVEN);
        directory.release(ALICE, third);
        assertThat(directory.isClaimed(ALICE)).isTrue();
    }

    @Test
    void a_name_is_vacated_for_somebody_at_another_server_when_all_have_gone() {
        join(first, OF_ALICE);
        join(second, OF_ALICE);

        Outcome outcome = directory.takeOver(
                ALICE,
                new Wish(null, OF_ALICE, (holder, owner) -> true, 1, RIGHT),
                owner -> new Thread(() -> directory.release(ALICE, owner)).start(),
                PATIENCE);

        assertThat(outcome).isEqualTo(Outcome.GIVEN);
        assertThat(directory.isClaimed(ALICE)).isFalse();
    }

    private boolean takeOver(Peer peer, Predicate<Peer> replaced, Consumer<Peer> dismissal, Duration patience) {
        Wish wish = new Wish(peer, OF_ALICE, (holder, owner) -> replaced.test(owner), 1, RIGHT);
        return directory.takeOver(ALICE, wish, dismissal, patience) == Outcome.GIVEN;
    }

    private Outcome join(Peer peer, AccountKey account) {
        return directory.takeOver(
                ALICE, new Wish(peer, account, (holder, owner) -> false, MOST, RIGHT), owner -> {}, PATIENCE);
    }

    private void comeOnline(Peer peer) {
        directory.claim(ALICE, peer);
        list(peer, null);
    }

    private void list(Peer peer, AccountKey account) {
        peer.setOnline(ALICE, account, directory.holder(ALICE));
        directory.list(peer);
    }
}
