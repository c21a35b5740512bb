package chat.jim.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.MemoryAccounts;
import chat.jim.server.MemoryRooms;
import chat.jim.server.config.HistoryPolicy;
import chat.jim.server.config.RoomLimits;
import chat.jim.server.list.NameList;
import chat.jim.server.peer.Holder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, section 7: "The last one to leave closes the room", also while another one is just about to join. */
class RoomsTest {
    private static final Address TEA = Address.room("#tea");
    private static final int PEOPLE = 8;
    private static final int TIMES = 20_000;

    private final Rooms rooms = rooms(() -> HistoryPolicy.NONE);
    private final Holder reader = new Holder(null);

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
        assertThat(rooms.names(reader).names()).isEmpty();
    }

    @Test
    void lists_are_shared_until_something_changes() {
        Holder member = new Holder(null);
        IntStream.range(0, 30).forEach(i -> rooms.join(Address.room("#room-" + i), member, false));
        NameList open = rooms.names(reader);
        assertThat(rooms.names(reader)).isSameAs(open);

        rooms.join(TEA, member, false);

        assertThat(open.names()).hasSize(30);
        assertThat(rooms.names(reader).names()).hasSize(31).contains("#tea");
        assertThat(rooms.names(reader)).isSameAs(rooms.names(reader));
    }

    @Test
    void who_has_joined_or_left_sees_that_in_the_next_list() throws Exception {
        Holder resident = new Holder(null);
        IntStream.range(0, 30).forEach(i -> rooms.join(Address.room("#room-" + i), resident, false));
        ExecutorService executor = Executors.newFixedThreadPool(PEOPLE);
        List<Future<Integer>> wrong = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            Address own = Address.room("#own-" + i);
            wrong.add(executor.submit(() -> wrongLists(own)));
        }
        for (Future<Integer> times : wrong) {
            assertThat(times.get()).as("lists that were out of date").isZero();
        }
        executor.shutdown();
        assertThat(rooms.names(reader).names()).hasSize(30);
    }

    @Test
    void a_room_of_guests_that_is_named_no_longer_is_recorded_no_longer() {
        HistoryPolicy named = policy(new HistoryPolicy.Room(TEA.key(), false, 60));
        AtomicReference<HistoryPolicy> policy = new AtomicReference<>(named);
        Rooms kept = rooms(policy::get);
        Room room = kept.join(TEA, new Holder(null), false).room();
        assertThat(room.keeps()).isTrue();

        policy.set(policy());
        kept.shorten();
        assertThat(room.keeps()).isFalse();
    }

    @Test
    void a_room_that_opens_while_the_policy_changes_is_not_missed() {
        Iterator<HistoryPolicy> policies = List.of(policy(new HistoryPolicy.Room(TEA.key(), false, 60)), policy())
                .iterator();

        assertThat(rooms(policies::next)
                        .join(TEA, new Holder(null), false)
                        .room()
                        .keeps())
                .isFalse();
    }

    private static HistoryPolicy policy(HistoryPolicy.Room... named) {
        return new HistoryPolicy(3600, List.of(named), false, false, Long.MAX_VALUE);
    }

    private static Rooms rooms(Supplier<HistoryPolicy> policy) {
        return new Rooms(
                policy,
                new MemoryRooms(new MemoryAccounts()),
                () -> RoomLimits.USUAL,
                InstantSource.system(),
                account -> Entries.NONE);
    }

    private int wrongLists(Address own) {
        Holder member = new Holder(null);
        int wrong = 0;
        for (int i = 0; i < 2000; i++) {
            rooms.join(own, member, false);
            wrong += rooms.names(reader).names().contains(own.toString()) ? 0 : 1;
            rooms.leave(own, member);
            wrong += rooms.names(reader).names().contains(own.toString()) ? 1 : 0;
        }
        return wrong;
    }

    private int comeAndGo() {
        Holder member = new Holder(null);
        int outside = 0;
        for (int i = 0; i < TIMES; i++) {
            Room joined = rooms.join(TEA, member, false).room();
            Room open = rooms.find(TEA);
            outside += open == joined && open.has(member) ? 0 : 1;
            outside += rooms.leave(TEA, member) == joined ? 0 : 1;
        }
        return outside;
    }
}
