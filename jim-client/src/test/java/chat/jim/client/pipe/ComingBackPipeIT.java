package chat.jim.client.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.cli.ClientMain;
import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client with {@code -r} or {@code -w} and {@code --reconnect}, whose server is played by the test and goes away. */
class ComingBackPipeIT {
    private static final String OK = "{'response':200,'time':1}";

    @TempDir
    private Path folder;

    private ServerSocket listening;

    @BeforeEach
    void listen() throws IOException {
        listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        listening.close();
    }

    @Test
    void a_writer_sends_the_rest_when_the_server_is_back_and_nothing_twice() {
        try (Program writer = start("-w")) {
            RawClient server = acceptAndLetIn();
            writer.type("one").type("").type("three");
            answer(server, "one", OK);
            assertThat(server.receive()).contains("three");
            server.close();
            writer.awaitError("Trying to come back.");
            writer.awaitError("It is not known whether line 3 arrived: it is not sent again.");
            writer.type("four");

            server = acceptAndLetIn();
            answer(server, "four", OK);
            writer.type("five").endInput();
            answer(server, "five", OK);
            answer(server, "quit", OK);
            server.close();
            assertThat(writer.exitStatus()).isEqualTo(1);
        }
    }

    @Test
    void a_writer_whose_lines_were_all_confirmed_has_succeeded_though_the_server_was_away() {
        try (Program writer = start("-w")) {
            RawClient server = acceptAndLetIn();
            writer.type("one");
            answer(server, "one", OK);
            server.close();
            writer.awaitError("Trying to come back.");

            server = acceptAndLetIn();
            writer.awaitError("Connected again");
            writer.type("two").endInput();
            answer(server, "two", OK);
            answer(server, "quit", OK);
            server.close();
            assertThat(writer.exitStatus()).isZero();
        }
    }

    @Test
    void of_more_lines_than_may_be_unanswered_those_that_were_not_sent_are_sent_later() {
        try (Program writer = start("-w")) {
            RawClient server = acceptAndLetIn();
            for (int i = 1; i <= 70; i++) {
                writer.type("line " + i + ".");
            }
            for (int i = 1; i <= 64; i++) {
                assertThat(server.receive()).contains("line " + i + ".");
            }
            server.close();
            writer.awaitError("It is not known whether the lines 1 to 64 arrived: they are not sent again.");

            server = acceptAndLetIn();
            for (int i = 65; i <= 70; i++) {
                answer(server, "line " + i + ".", OK);
            }
            writer.endInput();
            answer(server, "quit", OK);
            server.close();
            assertThat(writer.exitStatus()).isEqualTo(1);
        }
    }

    @Test
    void a_reader_joins_again_and_goes_on_until_it_comes_online_elsewhere() {
        try (Program reader = start("-r")) {
            RawClient server = acceptAndLetIn();
            server.send("{'action':'msg','time':1,'to':'#all','from':'bob','message':'before'}");
            reader.awaitLine("bob: before");
            server.close();

            server = acceptAndLetIn();
            server.send("{'action':'msg','time':1,'to':'#all','from':'bob','message':'after'}");
            reader.awaitLine("bob: after");
            server.send("{'response':101,'time':1,'alert':'You came online elsewhere.'}");
            reader.awaitError("You came online elsewhere.");
            server.close();
            assertThat(reader.exitStatus()).isEqualTo(1);
        }
    }

    @Test
    void who_is_refused_for_good_ends_with_status_1() {
        try (Program reader = start("-r")) {
            acceptAndLetIn().close();
            try (RawClient server = RawClient.accept(listening)) {
                assertThat(server.receive()).contains("presence");
                server.send("{'response':403,'time':1,'error':'Not you.'}");

                assertThat(reader.exitStatus()).isEqualTo(1);
                assertThat(reader.err()).last().asString().contains("403 Not you.");
            }
        }
    }

    private RawClient acceptAndLetIn() {
        RawClient server = RawClient.accept(listening);
        answer(server, "presence", OK);
        answer(server, "join", OK);
        return server;
    }

    private static void answer(RawClient server, String request, String answer) {
        assertThat(server.receive()).contains(request);
        server.send(answer);
    }

    private Program start(String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("127.0.0.1", Integer.toString(listening.getLocalPort()), "--reconnect"));
        arguments.addAll(List.of(options));
        return Program.startHere(folder, List.of(), ClientMain::run, arguments.toArray(String[]::new));
    }
}
