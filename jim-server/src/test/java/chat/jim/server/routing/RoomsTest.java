package chat.jim.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.dialect.Dialects;
import chat.jim.dialect.PeerDialect;
import chat.jim.protocol.Address;
import chat.jim.server.peer.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, section 7: "The last one to leave closes the room", also while another one is just about to join. */
class RoomsTest {
    private static final Address TEA = Address.room("#tea");
    private static final int PEOPLE = 8;
    private static final int TIMES = 20_000;

    private final Rooms rooms = new Rooms();

    @Test
    void who_has_joined_is_in_the_open_room_until_it_leaves() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(PEOPLE);
        List<Future<Integer>> outside = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            outside.add(executor.submit(this::comeAndGo));
        }
        for (Future<Integer> times : outside) {
            assertThat(times.get())
                    .as("times outside of the room that was joined")
                    .isZero();
        }
        executor.shutdown();
        assertThat(rooms.names()).isEmpty();
    }

    private int comeAndGo() {
        Peer peer = new Peer(null, new PeerDialect(Dialects.all()), Duration.ZERO);
        int outside = 0;
        for (int i = 0; i < TIMES; i++) {
            Room joined = rooms.join(TEA, peer).room();
            Room open = rooms.find(TEA);
            outside += open == joined && open.has(peer) ? 0 : 1;
            outside += rooms.leave(TEA, peer) == joined ? 0 : 1;
        }
        return outside;
    }
}
