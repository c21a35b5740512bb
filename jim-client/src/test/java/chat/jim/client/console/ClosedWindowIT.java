package chat.jim.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.NeedsUnixTerminal;
import chat.jim.testing.RawClient;
import chat.jim.testing.TerminalProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a closed window tells the server, played by the test: nothing that would confirm what may not have been read. */
@NeedsUnixTerminal
class ClosedWindowIT {
    private static final String OK = "{'response':200,'time':1}";
    private static final String LETTER =
            "{'action':'msg','time':1,'to':'alice','from':'bob','message':'are you still there?'}";

    @TempDir
    private Path folder;

    private ServerSocket listening;
    private TerminalProgram alice;
    private RawClient server;

    @BeforeEach
    void comeOnline() throws IOException {
        listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        alice = Clients.start(folder, listening.getLocalPort(), List.of("JIM_PASSWORD=secret"), "-n", "alice");
        server = RawClient.accept(listening);
        assertThat(server.receive()).contains("presence");
        server.send("{'response':401,'time':1,'error':'Authenticate.'}");
        assertThat(server.receive()).contains("authenticate");
        server.send(OK);
        assertThat(server.receive()).contains("who");
        server.send(OK);
        server.send(LETTER);
        alice.awaitRow("bob");
    }

    @AfterEach
    void stop() throws IOException {
        alice.close();
        server.close();
        listening.close();
    }

    @Test
    void who_types_exit_quits() {
        alice.type("exit" + Clients.ENTER);

        assertThat(server.receive()).contains("quit");
    }

    @Test
    void a_terminal_that_is_gone_is_hung_up_without_a_quit() {
        alice.hangUp();

        server.expectEnd();
        alice.exitStatus();
    }

    @Test
    void the_signal_of_a_closed_window_hangs_up_without_a_quit_though_the_terminal_is_there() throws Exception {
        TerminalProgram.assumeHangUps();
        new ProcessBuilder("kill", "-HUP", Long.toString(alice.handle().pid()))
                .start()
                .waitFor();

        server.expectEnd();
        server.close();
        assertThat(alice.exitStatus()).isZero();
    }
}
