package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.NeedsHangUp;
import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built server when its settings are reloaded by SIGHUP, while it relays messages. */
@NeedsHangUp
class ReloadIT {
    private static final int WINDOW = 20;

    @TempDir
    private Path folder;

    @Test
    void a_reload_under_load_takes_all_settings_or_none_and_loses_nothing() throws IOException {
        write("max-rooms = 1");
        try (Program server = Program.startServer(folder, "--config", settings().toString(), "--flood-rate", "0");
                RawClient alice = RawClient.online(server.port(), "alice");
                Load load = new Load(server.port())) {
            alice.join("#one").send("{'action':'join','time':1,'room':'#two'}").expect(403);

            write("max-rooms = 5", "guests = false", "log-size = 1m");
            reload(server, "The settings were reloaded; changed: max-rooms, guests.");
            server.awaitError("Used after a restart only: log-size.");
            alice.join("#two");
            try (RawClient guest = RawClient.connect(server.port())) {
                guest.presence("carol").expect(401);
            }

            write("max-rooms = 1", "gests = true");
            reload(server, "The settings were not reloaded, and nothing was changed");
            server.awaitError("there is no setting 'gests'");
            alice.join("#three");

            Files.delete(settings());
            reload(server, "Cannot read the settings in " + settings());
            alice.join("#four");

            write("max-rooms = 6", "sessions = 3", "log-addresses = none");
            Path log = folder.resolve("logs/server.log");
            Files.move(log, folder.resolve("old.log"));
            reload(server, "The settings were reloaded; changed: max-rooms, sessions, guests, log-addresses.");
            RawClient.online(server.port(), "carol").close();
            await().untilAsserted(() -> assertThat(log).content().contains("carol is online as a guest from -"));
            assertThat(load.end()).isPositive();
        }
    }

    /** Somebody who writes all the time, and somebody who reads it, and checks that nothing is missing. */
    private static final class Load implements AutoCloseable {
        private final AtomicBoolean ending = new AtomicBoolean();
        private final RawClient writer;
        private final RawClient reader;
        private final CompletableFuture<Integer> work;

        Load(int port) {
            writer = RawClient.online(port, "writer");
            reader = RawClient.online(port, "reader");
            work = CompletableFuture.supplyAsync(this::exchange);
        }

        private int exchange() {
            int number = 0;
            while (!ending.get()) {
                for (int i = 0; i < WINDOW; i++) {
                    writer.msg("reader", "message " + (number + i));
                }
                for (int i = 0; i < WINDOW; i++) {
                    writer.expect(200);
                    reader.expectMessage("writer", "message " + number++);
                }
            }
            return number;
        }

        /** Ends it, and returns how many messages there were. */
        int end() {
            ending.set(true);
            return work.join();
        }

        @Override
        public void close() {
            ending.set(true);
            work.handle((number, failure) -> null).join();
            writer.close();
            reader.close();
        }
    }

    private Path settings() {
        return folder.resolve("server.properties");
    }

    private void write(String... lines) throws IOException {
        Files.write(settings(), List.of(lines));
    }

    private static void reload(Program server, String said) throws IOException {
        new ProcessBuilder("kill", "-HUP", Long.toString(server.handle().pid())).start();
        server.awaitError(said);
    }
}
