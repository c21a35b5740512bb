package chat.jim.client.console;

import static chat.jim.client.console.Clients.ENTER;
import static chat.jim.client.console.Clients.awaitPrompt;
import static chat.jim.client.console.Clients.count;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody at a terminal sees of a server that does what no good one does, played by the test. */
@NeedsUnixTerminal
class PlayedServerIT {
    private static final String OK = "{'response':200,'time':1}";

    @TempDir
    private Path folder;

    private ServerSocket listening;
    private TerminalProgram alice;
    private RawClient server;

    @BeforeEach
    void comeOnline() throws IOException {
        listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        alice = Clients.start(folder, listening.getLocalPort(), List.of(), "-n", "alice");
        server = acceptAndLetIn();
        assertThat(server.receive()).contains("who");
        server.send(OK);
        awaitPrompt(alice, ">");
    }

    @AfterEach
    void stop() throws IOException {
        alice.close();
        server.close();
        listening.close();
    }

    @Test
    void a_message_without_an_answer_is_given_back_when_the_server_is_lost() {
        alice.type("message bob did it arrive?" + ENTER);
        assertThat(server.receive()).contains("did it arrive?");
        server.close();

        alice.awaitRow("It is not known whether this arrived: -> bob: did it arrive?");
        server = acceptAndLetIn();
        alice.awaitRow("Connected again");
        alice.type("message bob again" + ENTER);
        assertThat(server.receive()).contains("again").doesNotContain("did it arrive?");
    }

    @Test
    void a_letter_that_comes_before_the_new_name_is_known_is_for_the_user() {
        alice.type("login carol" + ENTER);
        try (RawClient carol = RawClient.accept(listening)) {
            assertThat(carol.receive()).contains("presence");
            carol.send("{'action':'msg','time':1,'to':'carol','from':'bob','message':'a letter'}");
            carol.send(OK);

            alice.awaitRow("bob: a letter");
        }
    }

    @Test
    void a_room_that_refuses_to_be_entered_is_not_talked_to() {
        alice.type("join #tea" + ENTER);
        assertThat(server.receive()).contains("join");
        awaitPrompt(alice, "#tea>");
        server.send("{'response':403,'time':1,'error':'Not you.'}");

        alice.awaitRow("Error 403: Not you.");
        awaitPrompt(alice, ">");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403})
    void who_is_refused_for_good_is_told_so_and_may_come_back_by_another_name(int code) {
        server.close();
        alice.awaitRow("Trying to come back");
        try (RawClient refusing = RawClient.accept(listening)) {
            assertThat(refusing.receive()).contains("presence");
            refusing.send("{'response':" + code + ",'time':1,'error':'Not you.'}");
            assertThat(refusing.receive()).contains("quit");
        }
        alice.awaitRow("Error " + code + ": Not you.");
        alice.awaitRow("You are offline. To come back: login NAME.");
        awaitPrompt(alice, "(offline) >");

        alice.type("login carol" + ENTER);
        server = RawClient.accept(listening);
        assertThat(server.receive()).contains("carol");
        server.send(OK);
        alice.awaitRow("as carol.");
        awaitPrompt(alice, ">");
        assertThat(count(alice, "You are offline.")).isEqualTo(1);
    }

    @Test
    void who_came_online_elsewhere_is_told_and_comes_back_only_when_told_to() {
        server.send("{'response':101,'time':1,'alert':'You came online elsewhere.'}")
                .close();
        alice.awaitRow("The connection to the server is lost: you came online elsewhere.");
        alice.awaitRow("You are offline. To come back: login NAME.");

        alice.type("message bob wait for me" + ENTER).awaitRow("Not sent yet: -> bob: wait for me");
        alice.type("login alice" + ENTER);
        server = acceptAndLetIn();
        alice.awaitRow("Connected to");
        String request = server.receive();
        assertThat(request.contains("who") ? server.receive() : request).contains("wait for me");
    }

    @Test
    void what_is_waited_for_is_said_once_and_the_trying_goes_on() {
        server.close();
        alice.awaitRow("Trying to come back");
        for (int i = 0; i < 2; i++) {
            try (RawClient busy = RawClient.accept(listening)) {
                busy.receive();
                busy.send("{'response':409,'time':1,'error':'In use.'}").receiveAll();
            }
            alice.awaitRow("The name alice is still in use there: trying again.");
            alice.type("message bob are you there?" + ENTER); // tries at once
        }
        server = acceptAndLetIn();
        alice.awaitRow("Connected again");
        assertThat(count(alice, "still in use")).isEqualTo(1);
    }

    @Test
    void garbage_is_said_once_and_what_comes_after_it_is_shown() {
        server.send("{'no':'jim'}").send("garbage").send("{'response':'x'}").send("[1,2]");
        server.send("{'action':'msg','time':1,'to':'alice','from':'bob','message':'still here?'}");

        alice.awaitRow("bob: still here?");
        assertThat(count(alice, "The server sent something that is not a JIM message"))
                .isEqualTo(1);
        awaitPrompt(alice, "(1) >");
    }

    @Test
    void notices_and_important_ones_and_errors_differ_without_colours_too() {
        server.send("{'response':100,'time':1,'alert':'a notice'}");
        server.send("{'response':101,'time':1,'alert':'going down'}");
        server.send("{'response':500,'time':1,'error':'broken'}");

        assertThat(alice.awaitRow("a notice")).matches("\\d\\d:\\d\\d -- a notice");
        assertThat(alice.awaitRow("going down")).matches("\\d\\d:\\d\\d !! going down");
        assertThat(alice.awaitRow("broken")).matches("\\d\\d:\\d\\d Error 500: broken");
    }

    @Test
    void a_message_without_an_answer_is_given_back_at_the_end() {
        alice.type("message bob did it arrive?" + ENTER);
        assertThat(server.receive()).contains("did it arrive?");

        alice.type("exit" + ENTER);
        assertThat(server.receive()).contains("quit");
        server.close();

        alice.awaitScreen("It is not known whether this arrived: -> bob: did it arrive?");
        assertThat(alice.exitStatus()).isEqualTo(1);
    }

    @Test
    void a_closed_terminal_ends_it_also_while_it_waits_for_a_server_that_answers_nothing() {
        for (int i = 0; i < 70; i++) {
            alice.type("message bob " + i + ENTER);
        }
        alice.hangUp();

        alice.exitStatus();
    }

    /** Lets the next who connects in as a guest. */
    private RawClient acceptAndLetIn() {
        RawClient peer = RawClient.accept(listening);
        assertThat(peer.receive()).contains("presence");
        return peer.send(OK);
    }
}
