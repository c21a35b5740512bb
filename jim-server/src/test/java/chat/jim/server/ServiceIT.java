package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The built jar as a service of systemd, for which a program in the path stands in. */
@DisabledOnOs(OS.WINDOWS)
class ServiceIT {
    private static final Pattern PLACE = Pattern.compile("<6>Endpoint start Showing .* at 127.0.0.1, port ([0-9]+)");

    @TempDir
    private Path folder;

    @Test
    void it_tells_systemd_how_it_is_logs_for_the_journal_and_shows_its_health() throws Exception {
        Path programs = Files.createDirectory(folder.resolve("bin"));
        Path notify = programs.resolve("systemd-notify");
        Files.writeString(notify, "#!/bin/sh\necho \"$@\" >> '" + folder.resolve("told") + "'\n");
        Files.setPosixFilePermissions(notify, PosixFilePermissions.fromString("rwx------"));
        List<String> environment = List.of(
                "NOTIFY_SOCKET=@systemd", "WATCHDOG_USEC=2000000", "PATH=" + programs + ":" + System.getenv("PATH"));

        try (Program server = Program.start(
                folder,
                environment,
                "jim-server.jar",
                "-a",
                "127.0.0.1",
                "-p",
                "0",
                "--log-to",
                "journal",
                "--metrics",
                "127.0.0.1:0")) {
            int port = server.port();
            await().until(() -> told().stream().anyMatch(line -> line.endsWith(" WATCHDOG=1")));
            HttpResponse<String> health = health(server.awaitError("Showing metrics"));
            server.terminate();

            assertThat(health.body()).isEqualTo("ok\n");
            assertThat(server.exitStatus()).isZero();
            assertThat(told().get(0)).endsWith(" READY=1 STATUS=Listening on port " + port);
            await().until(() -> told().stream().anyMatch(line -> line.endsWith(" STOPPING=1 STATUS=Going down")));
            assertThat(server.err())
                    .isNotEmpty()
                    .allMatch(line -> line.matches("<[3-7]>[A-Z][A-Za-z]+ [a-z][A-Za-z]+ .*"));
            assertThat(folder.resolve("logs")).doesNotExist();
        }
    }

    private static HttpResponse<String> health(String logged) throws IOException, InterruptedException {
        Matcher place = PLACE.matcher(logged);
        assertThat(place.matches()).as(logged).isTrue();
        URI uri = URI.create("http://127.0.0.1:" + place.group(1) + "/healthz");
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private List<String> told() throws IOException {
        Path file = folder.resolve("told");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
