package chat.jim.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.dialect.Dialects;
import chat.jim.dialect.PeerDialect;
import chat.jim.protocol.Address;
import chat.jim.server.peer.Peer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, section 4: "A name belongs to one connection at a time". */
class DirectoryTest {
    private static final Address ALICE = Address.account("alice");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Directory directory = new Directory();
    private final Peer first = new Peer(null, new PeerDialect(Dialects.all()), Duration.ZERO);
    private final Peer second = new Peer(null, new PeerDialect(Dialects.all()), Duration.ZERO);

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
                ALICE, first, second, () -> new Thread(() -> directory.release(ALICE, first)).start(), PATIENCE);

        assertThat(hasIt).isTrue();
        assertThat(directory.claim(ALICE, first)).isFalse();
        directory.release(ALICE, second);
        assertThat(directory.isClaimed(ALICE)).isFalse();
    }

    @Test
    void a_name_that_is_free_already_is_simply_claimed() {
        assertThat(directory.takeOver(ALICE, first, second, () -> {}, PATIENCE)).isTrue();
        assertThat(directory.claim(ALICE, first)).isFalse();
    }

    @Test
    void a_name_that_another_one_has_by_now_stays_his() {
        Peer third = new Peer(null, new PeerDialect(Dialects.all()), Duration.ZERO);
        directory.claim(ALICE, third);

        assertThat(directory.takeOver(ALICE, first, second, () -> {}, PATIENCE)).isFalse();
        directory.release(ALICE, second);
        assertThat(directory.isClaimed(ALICE)).isTrue();
    }

    @Test
    void who_does_not_release_the_name_in_time_keeps_it_and_can_release_it_later() {
        directory.claim(ALICE, first);

        assertThat(directory.takeOver(ALICE, first, second, () -> {}, Duration.ofMillis(1)))
                .isFalse();
        assertThat(directory.isClaimed(ALICE)).isTrue();
        directory.release(ALICE, first);
        assertThat(directory.isClaimed(ALICE)).isFalse();
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
        peer.setOnline(ALICE, false);
        directory.list(peer);
    }
}
