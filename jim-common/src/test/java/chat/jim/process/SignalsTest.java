package chat.jim.process;

import static chat.jim.testing.Waiting.await;

import chat.jim.testing.NeedsHangUp;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** SIGHUP, which this process sends to itself; what ends a process is asked of programs. */
@NeedsHangUp
class SignalsTest {
    @Test
    void a_hang_up_before_anybody_cares_ends_nothing_and_counts_later() throws Exception {
        AtomicInteger times = new AtomicInteger();
        Consumer<Runnable> hangUps = Signals.handleHangUps();
        hangUp();

        hangUps.accept(times::incrementAndGet);
        await().until(() -> times.get() == 1);
        hangUp();
        await().until(() -> times.get() == 2);
    }

    private static void hangUp() throws IOException, InterruptedException {
        String self = Long.toString(ProcessHandle.current().pid());
        new ProcessBuilder("kill", "-HUP", self).start().waitFor();
    }
}
