package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The built {@code jim-server.jar} where it may open hardly any files. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no ulimit")
class OpenFilesIT {
    private static final int MORE_THAN_FIT = 100;

    @TempDir
    private Path folder;

    @Test
    void out_of_descriptors_it_serves_who_is_there_and_then_takes_others_again() {
        try (Program server = Program.startIn(
                "ulimit -n 100; exec \"$@\"",
                folder,
                "jim-server.jar",
                "--address=127.0.0.1",
                "--port=0",
                "--probe-interval=2s",
                "--max-connections=1000")) {
            int port = server.port();
            RawClient alice = RawClient.online(port, "alice");
            List<RawClient> crowd = new ArrayList<>();
            for (int i = 0; i < MORE_THAN_FIT; i++) {
                crowd.add(RawClient.connect(port));
            }
            Path log = folder.resolve("logs").resolve("server.log");
            await().until(() -> Files.readString(log).contains("Cannot accept connections"));

            alice.fence("alice");
            alice.expectProbe(); // by then the timer, which probes, has had the disk looked at, too
            alice.register("alice", "secret-1").expect(201);
            crowd.forEach(RawClient::close);

            RawClient.online(port, "bob").msg("alice", "hi").expect(200);
            alice.expectMessage("bob", "hi");
            alice.close();
            assertThat(log).content().doesNotContain(" ERROR ");
            assertThat(server.terminate().exitStatus()).isZero();
        }
    }
}
