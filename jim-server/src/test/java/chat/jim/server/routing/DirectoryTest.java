package chat.jim.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.session.Session;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, section 4: "A name belongs to one connection at a time". */
class DirectoryTest {
    private static final Address ALICE = Address.account("alice");

    private final Directory directory = new Directory();
    private final Session first = new Session(null, null);
    private final Session second = new Session(null, null);

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
        assertThat(directory.names()).isEmpty();
        assertThat(directory.claim(Address.account("ALICE"), second)).isFalse();
    }
}
