package chat.jim.process;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs({OS.LINUX, OS.MAC})
class ProcessProbeTest {
    /** Says the id of a child that ends with the first line of input, and turns into a program that never asks for it. */
    private static final String CARELESS = "exec 3<&0; { read -r _; } <&3 & echo $!; exec tail -f /dev/null";

    @Test
    void one_that_nobody_takes_note_of_has_ended_all_the_same() throws Exception {
        Process careless = new ProcessBuilder("/bin/sh", "-c", CARELESS).start();
        try {
            long pid = Long.parseLong(careless.inputReader().readLine());
            ProcessProbe child = new ProcessProbe(ProcessHandle.of(pid).orElseThrow());
            assertThat(child.isRunning()).isTrue();

            careless.outputWriter().append("\n").flush();

            await().until(() -> !child.isRunning());
        } finally {
            careless.destroyForcibly();
        }
    }
}
