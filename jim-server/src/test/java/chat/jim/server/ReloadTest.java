package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.cli.CommandLines;
import chat.jim.cli.Configuration;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.service.Service;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.history.SqliteHistory;
import chat.jim.server.store.repair.Repair;
import chat.jim.testing.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reload of the settings says and does, without a process of its own. */
class ReloadTest {
    private static final String NOTHING = "The settings were reloaded: nothing has changed.";

    @TempDir
    private Path folder;

    private Server server;
    private Reload reload;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_reload_checks_what_a_start_checks() throws IOException {
        start("max-rooms = 3");

        write("max-rooms = 4", "log-size = 2g", "log-total-size = 1m");
        assertThat(reload.run().isDone()).isFalse();
        write("max-rooms = 4", "tls-cert = x");
        assertThat(reload.run().isDone()).isFalse();
        assertThat(server.context().config().limits().rooms()).isEqualTo(3);
    }

    @Test
    void what_waits_for_a_restart_is_compared_with_what_is_in_use() throws IOException {
        start();

        write("metrics = 127.0.0.1:1", "log-size = 1m");
        said(NOTHING, waiting("log-size, metrics"));
        write("log-size = 1m", "max-rooms = 7");
        said("The settings were reloaded; changed: max-rooms.", waiting("log-size"));
        write("max-rooms = 7");
        said(NOTHING);
    }

    @Test
    void without_a_history_at_the_start_it_begins_after_a_restart() throws IOException {
        start("history = off");

        write("history = 30d");
        said(NOTHING, waiting("history"));
        said(NOTHING, waiting("history"));
        assertThat(server.context().config().history().isOff()).isTrue();
    }

    @Test
    void tls_instead_of_none_is_named_by_its_settings() throws IOException {
        Certificates certificates = new Certificates(folder);
        start();

        write("tls-cert = " + certificates.file("rsa.crt"), "tls-key = " + certificates.file("rsa.key"));
        said(NOTHING, waiting("tls-cert, tls-key"));
        assertThat(server.context().config().tls()).isNull();
        write();
        said(NOTHING);
    }

    @Test
    void an_expired_certificate_does_not_replace_a_valid_one() throws IOException {
        Certificates certificates = new Certificates(folder);
        String key = "tls-key = " + certificates.file("rsa.key");
        start("tls-cert = " + certificates.file("rsa.crt"), key);

        write("tls-cert = " + certificates.file("expired.crt"), key);
        assertThat(reload.run().sentences()).last().asString().startsWith("Clients will refuse the TLS certificate");
    }

    @Test
    void backups_stay_those_of_the_folder_in_use() throws IOException {
        start("data = " + folder);

        write("data = " + folder.resolve("other"));
        said(NOTHING, waiting("data"));
        assertThat(read().next(folder).backups().folder()).isEqualTo(folder.resolve("backup"));
    }

    private ServerMain read() {
        ServerMain read = new ServerMain();
        String[] arguments = {"--config", file().toString(), "--port", "0"};
        assertThat(CommandLines.read(read, Configuration.ofMachine("server", arguments), arguments))
                .isEmpty();
        return read;
    }

    private void start(String... lines) throws IOException {
        write(lines);
        ServerMain started = read();
        ServerConfig config = started.next(folder).config();
        HistoryStore history = config.history().isOff() ? null : SqliteHistory.open(folder, InstantSource.system());
        server = new Server(config, Repair.openStore(folder, report -> {}), history, InstantSource.system(), null)
                .start();
        reload = new Reload(server, server.monitoring(), Service.of(Map.of()), folder, started);
    }

    private Path file() {
        return folder.resolve("server.properties");
    }

    private void write(String... lines) throws IOException {
        Files.write(file(), List.of(lines));
    }

    private static String waiting(String keys) {
        return "Used after a restart only: " + keys + ".";
    }

    private void said(String... sentences) {
        assertThat(reload.run().sentences()).containsExactly(sentences);
    }
}
