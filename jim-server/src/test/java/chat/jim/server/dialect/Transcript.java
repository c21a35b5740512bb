package chat.jim.server.dialect;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.TestServer;
import chat.jim.testing.RawClient;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Plays captured conversations byte for byte, each line in its turn: {@code anna> ...} is sent by the program that is called
 * anna here, {@code anna>> ...} with a line feed behind it, {@code anna< ...} is the next object that it is sent, {@code anna|} is the
 * end that the server makes, and {@code anna.} the one that it makes itself. A token is another one each time, and {@code NEWLINE} is one.
 */
final class Transcript {
    private static final String TOKEN = "(?<=\"token\":\")[0-9a-f]{16}";

    private final TestServer server;
    private final Map<String, RawClient> programs = new LinkedHashMap<>();

    private Transcript(TestServer server) {
        this.server = server;
    }

    /** Plays a conversation with a server of its own. */
    static void play(String lines) {
        try (TestServer server = TestServer.start()) {
            play(server, lines);
        }
    }

    /** The same with that server, where nobody else is. */
    static void play(TestServer server, String lines) {
        Transcript transcript = new Transcript(server);
        try {
            lines.lines().filter(line -> !line.isBlank()).forEach(transcript::turn);
        } finally {
            transcript.programs.values().forEach(RawClient::close);
        }
        await().until(() -> server.connections() == 0); // the next one may take the same names
    }

    private void turn(String line) {
        String name = line.split("[<>|.]", 2)[0];
        String rest = line.substring(name.length()).replace("NEWLINE", "\n");
        RawClient program = programs.computeIfAbsent(name, any -> RawClient.bare(server.port()));
        if (rest.startsWith(">> ")) {
            program.sendBytes((rest.substring(3) + "\n").getBytes(UTF_8));
        } else if (rest.startsWith("> ")) {
            program.sendBytes(rest.substring(2).getBytes(UTF_8));
        } else if (rest.startsWith("< ")) {
            assertThat(program.receive().replaceAll(TOKEN, "..."))
                    .as("what %s hears", name)
                    .isEqualTo(rest.substring(2));
        } else if (rest.equals("|")) {
            program.expectEnd();
        } else {
            program.halfClose().expectEnd();
        }
    }
}
