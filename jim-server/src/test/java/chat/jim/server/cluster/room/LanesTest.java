package chat.jim.server.cluster.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.protocol.Address;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final Address ALICE = Address.stored("alice", "alice");

    private final Queue<Runnable> started = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private boolean hasThreads = true;

    private final Lanes lanes = new Lanes(task -> {
        if (!hasThreads) {
            throw new RejectedExecutionException("out of threads");
        }
        started.add(task);
    });

    @Test
    void what_concerns_one_person_is_done_in_its_order() {
        lanes.add(ALICE, () -> done.add("first"));
        lanes.add(ALICE, () -> done.add("second"));
        assertThat(started).hasSize(1);

        started.remove().run();
        started.remove().run();

        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void what_comes_after_a_thread_was_missing_is_done() {
        hasThreads = false;
        assertThatThrownBy(() -> lanes.add(ALICE, () -> done.add("first")))
                .isInstanceOf(RejectedExecutionException.class);
        hasThreads = true;

        lanes.add(ALICE, () -> done.add("second"));
        started.remove().run();

        assertThat(done).containsExactly("second");
    }

    @Test
    void what_comes_after_a_thread_was_missing_for_the_next_is_done() {
        lanes.add(ALICE, () -> done.add("first"));
        lanes.add(ALICE, () -> done.add("second"));
        hasThreads = false;
        assertThatThrownBy(started.remove()::run).isInstanceOf(RejectedExecutionException.class);
        hasThreads = true;

        lanes.add(ALICE, () -> done.add("third"));
        started.remove().run();

        assertThat(done).containsExactly("first", "third");
    }
}
