package chat.jim.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.cli.ClientMain;
import chat.jim.server.TestServer;
import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts look into what was said: each line sees what those before it have done. */
class HistoryScriptIT {
    private static final String SECRET = "secret-secret";

    @TempDir
    private Path folder;

    @AutoClose
    private final TestServer server =
            TestServer.start().withAccount("alice", SECRET).withAccount("bob", SECRET);

    @BeforeEach
    void fillTheRoom() {
        try (RawClient bob = server.connect().authenticate("bob", SECRET)) {
            bob.expect(200);
            bob.join("#ops");
            for (int i = 1; i <= 5; i++) {
                bob.msg("#ops", "deploy " + i).expect(200);
            }
        }
    }

    @Test
    void a_script_pages_back_searches_and_looks_around_a_hit() {
        try (Program script = start()) {
            script.type("join #ops").type("history 2").type("history #ops 2").type("history #ops 2");
            script.type("search deploy in #ops from bob")
                    .type("search 3")
                    .type("unread")
                    .endInput();

            assertThat(script.exitStatus()).isZero();
            assertThat(texts(script.out()))
                    .containsExactly("4", "5", "4", "5", "2", "3", "5", "4", "3", "2", "1", "1", "2", "3", "4", "5");
        }
    }

    @Test
    void a_script_takes_back_what_it_has_just_said() {
        try (Program script = start()) {
            script.type("join #ops")
                    .type("message #ops deploy 6")
                    .type("forget")
                    .type("history 1");
            script.endInput();

            assertThat(script.exitStatus()).isZero();
            assertThat(script.out()).contains("The server keeps this no longer: deploy 6");
            assertThat(texts(script.out())).last().isEqualTo("5");
        }
    }

    @Test
    void with_json_it_gets_what_the_server_sends() {
        try (Program script = start("--json")) {
            script.type("join #ops").type("history 2").endInput();

            assertThat(script.exitStatus()).isZero();
            assertThat(script.out()).hasSize(4);
            assertThat(script.out().get(1))
                    .matches("\\{\"response\":202,\"time\":\\d+,\"id\":\\d+,\"room\":\"#ops\","
                            + "\"from\":\"bob\",\"message\":\"deploy 4\"}");
            assertThat(script.out().get(3)).contains("\"more\":true");
        }
    }

    /** The numbers of the deploys in those lines. */
    private static List<String> texts(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("bob: deploy "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();
    }

    private Program start(String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("127.0.0.1", Integer.toString(server.port()), "-n", "alice", "--batch"));
        arguments.addAll(List.of(options));
        return Program.startHere(
                folder, List.of("JIM_PASSWORD=" + SECRET), ClientMain::run, arguments.toArray(String[]::new));
    }
}
