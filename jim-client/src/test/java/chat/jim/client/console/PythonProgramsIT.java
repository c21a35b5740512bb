package chat.jim.client.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.jim.server.TestServer;
import chat.jim.testing.Program;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console client in one chat with two programs such as a beginner of the course writes, in {@code src/test/python}: they
 * take what one {@code recv(1024)} gives for one object. One speaks the dialect {@code course}, the other one {@code event}.
 */
class PythonProgramsIT {
    @TempDir
    private Path folder;

    @BeforeAll
    static void needsPython() throws InterruptedException {
        boolean python;
        try {
            python = new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            python = false;
        }
        assumeTrue(python, "there is no python3");
    }

    @Test
    void a_course_program_and_an_event_program_chat_with_the_console_client() {
        try (TestServer server = TestServer.start();
                Program carl = python("course.py", "carl", server);
                Program eve = python("event.py", "eve", server);
                Program alice = Program.start(
                        folder, "jim-client.jar", "127.0.0.1", Integer.toString(server.port()), "-n", "alice")) {
            carl.awaitLine("Server: 200");
            eve.awaitLine("Server: 200");
            alice.awaitLine("Connected");
            alice.type("join #all");
            alice.awaitLine("You are in #all");

            alice.type("message carl Привет, Карл").type("message eve hello, \"eve\"");
            carl.awaitLine("alice: Привет, Карл");
            eve.awaitLine("alice: hello, \"eve\"");
            carl.type("alice Привет, Алиса!").type("eve hi");
            alice.awaitLine("carl: Привет, Алиса!");
            eve.awaitLine("carl: hi");
            eve.type("#all Чай готов");
            alice.awaitLine("#all eve: Чай готов");
            carl.awaitLine("eve: Чай готов");

            carl.endInput();
            alice.awaitLine("-- carl left #all");
            assertThat(carl.out()).noneMatch(line -> line.startsWith("Wrong message"));
            assertThat(eve.out()).noneMatch(line -> line.startsWith("Wrong message"));
        }
    }

    private Program python(String script, String name, TestServer server) {
        Path file = Path.of("src", "test", "python", script).toAbsolutePath();
        String command = "exec python3 '" + file + "' " + name + " 127.0.0.1 " + server.port();
        return Program.startIn(command, folder, "jim-client.jar");
    }
}
