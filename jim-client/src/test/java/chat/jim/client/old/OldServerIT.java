package chat.jim.client.old;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.cli.ClientMain;
import chat.jim.testing.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program at servers of other kinds: as a chat, as a pipe and with a script. */
class OldServerIT {
    @TempDir
    private Path folder;

    private OldServer server;

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void a_person_chats_and_leaves() {
        start(OldServer.COURSE);
        try (Program alice = client("-n", "alice")) {
            alice.awaitLine("This is another kind of server");
            alice.type("message bob hello").awaitLine("~> bob: hello");
            server.send("alice", said("big bob", "hi!"));
            alice.awaitLine("\"big bob\": hi!");
            alice.type("r and you?").awaitLine("~> \"big bob\": and you?");
            alice.type("exit");

            assertThat(alice.exitStatus()).isZero();
        }
        assertThat(server.received()).last().asString().contains("\"exit\"").contains("\"account_name\":\"alice\"");
        assertThat(server.received()).hasSize(4);
    }

    @Test
    void a_name_that_is_none_of_ours_is_safe_to_show_in_a_question_too() {
        start(OldServer.COURSE);
        try (Program alice = client("-n", "alice")) {
            alice.awaitLine("Connected");
            server.send("alice", said("\\u001b[2Jbob", "hi!"));
            alice.awaitLine("bob\": hi!");
            alice.type("r").awaitLine("Text for \"\\u{1b}[2Jbob\":");
        }
    }

    @Test
    void what_is_for_somebody_else_is_shown_and_not_replied_to() {
        start(OldServer.COURSE);
        try (Program carol = client("-n", "carol")) {
            carol.awaitLine("Connected");
            server.send("carol", said("bob", "hi!"));
            carol.awaitLine("bob -> alice: hi!");
            carol.type("r hello").awaitLine("Nobody has written to you yet.");
        }
    }

    @Test
    void what_the_server_answers_is_taken_and_what_it_refuses_is_not_sent() {
        start(OldServer.ANSWERING);
        try (Program alice = client("-n", "alice")) {
            alice.type("message alice me").awaitLine("-> alice: me");
            alice.type("message nobody hello").awaitLine("Error 400: Нет такого пользователя");
            alice.awaitLine("Not sent: -> nobody: hello");
        }
    }

    @Test
    void a_text_in_the_common_room_comes_back_as_a_sign_and_not_as_a_line() {
        start(OldServer.BROADCAST);
        try (Program alice = client("-n", "alice")) {
            alice.awaitLine("Connected");
            alice.type("talk #all").type("hello all").awaitLine(" -> #all: hello all");
            server.send("alice", said("bob", "hello you"));
            alice.awaitLine("bob: hello you");
            assertThat(alice.out()).noneMatch(line -> line.contains("alice: hello all"));
        }
    }

    @Test
    void who_is_let_in_by_no_name_is_asked_for_no_other() {
        start(OldServer.CLOSED);
        try (Program alice = client("-n", "alice")) {
            alice.awaitLine("This server speaks another kind of JIM: it lets in nobody who speaks this one.");

            assertThat(alice.exitStatus()).isEqualTo(1);
        }
        assertThat(server.received()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void a_password_is_neither_asked_for_nor_sent_where_no_accounts_are() {
        start(OldServer.COURSE);
        try (Program alice = client("-n", "alice")) {
            alice.type("register").awaitLine("Error 400: Bad Request");
            alice.type("message bob still here").awaitLine("~> bob: still here");

            assertThat(alice.out()).noneMatch(line -> line.contains("assword"));
        }
        assertThat(server.received()).noneMatch(object -> object.contains("password"));
    }

    @Test
    void a_status_is_not_sent_since_it_would_be_a_second_login() {
        start(OldServer.COURSE);
        try (Program alice = client("-n", "alice")) {
            alice.type("status at home").awaitLine("Not done: this server knows no status");
            alice.type("message bob still here").awaitLine("~> bob: still here");
        }
    }

    @Test
    void who_comes_back_after_a_loss_goes_on() {
        start(OldServer.COURSE);
        try (Program alice = client("-n", "alice")) {
            alice.awaitLine("Connected");
            server.hangUp();
            alice.awaitLine("Connected again");
            alice.type("message bob still here").awaitLine("~> bob: still here");
        }
    }

    @Test
    void a_writer_sends_each_line_and_has_done_its_work() {
        start(OldServer.COURSE);
        try (Program writer = client("-n", "w", "-w", "--to", "bob")) {
            writer.type("one").type("two").endInput();

            writer.awaitError("This server does not tell whether a message has arrived.");
            assertThat(writer.exitStatus()).isZero();
        }
        assertThat(server.received()).hasSize(4).noneMatch(object -> object.contains("join"));
    }

    @Test
    void a_writer_knows_no_loss_before_it_is_online() {
        start(OldServer.TOUCHY_EVENT);
        try (Program writer = client("-n", "w", "-w", "--to", "w")) {
            writer.type("one").endInput();

            assertThat(writer.exitStatus()).isZero();
            assertThat(writer.err()).noneMatch(line -> line.contains("lost"));
        }
    }

    @Test
    void a_writer_needs_no_room_where_nobody_knows_what_one_is() {
        start(OldServer.TALKATIVE);
        try (Program writer = client("-n", "w", "-w")) {
            writer.type("one").endInput();

            assertThat(writer.exitStatus()).isZero();
        }
        assertThat(server.received()).anyMatch(object -> object.contains("\"mess_text\":\"one\""));
    }

    @Test
    void a_writer_whose_line_is_refused_fails() {
        start(OldServer.ANSWERING);
        try (Program writer = client("-n", "w", "-w", "--to", "bob")) {
            writer.type("one").endInput();

            writer.awaitError("Line 1: 400 Нет такого пользователя");
            assertThat(writer.exitStatus()).isEqualTo(1);
        }
    }

    @Test
    void a_writer_prints_an_answer_for_each_line_as_json() {
        start(OldServer.ANSWERING);
        try (Program writer = client("-n", "w", "-w", "--to", "w", "--json")) {
            writer.type("one").endInput();

            writer.awaitLine("{\"response\":200,");
            assertThat(writer.exitStatus()).isZero();
        }
    }

    @Test
    void a_reader_prints_all_that_is_said() {
        start(OldServer.COURSE);
        try (Program reader = client("-n", "r", "-r")) {
            await().until(() -> server.hasPeer("r"));
            server.send(
                    "r", said("bob", "one") + "{\"action\": \"message\", \"sender\": \"bob\", \"mess_text\": \"two\"}");

            reader.awaitLine("bob -> alice: one");
            reader.awaitLine("bob: two");
            server.hangUp();
            assertThat(reader.exitStatus()).isEqualTo(1);
        }
    }

    @Test
    void a_reader_prints_it_as_json_in_the_form_of_the_protocol() {
        start(OldServer.COURSE);
        try (Program reader = client("-n", "r", "-r", "--json")) {
            await().until(() -> server.hasPeer("r"));
            server.send("r", "{\"action\": \"message\", \"sender\": \"bob\", \"mess_text\": \"one\", \"time\": 7.5}");

            reader.awaitLine("{\"action\":\"msg\",\"time\":7,\"to\":\"#all\",\"from\":\"bob\",\"message\":\"one\"}");
            server.hangUp();
            assertThat(reader.exitStatus()).isEqualTo(1);
        }
    }

    @Test
    void a_script_fails_by_what_the_server_does_not_know() {
        start(OldServer.COURSE);
        try (Program script = client("-n", "s", "--batch")) {
            script.type("message bob hello").type("who").endInput();

            script.awaitLine("~> bob: hello");
            script.awaitError("Error 400: Bad Request");
            assertThat(script.exitStatus()).isEqualTo(1);
        }
    }

    private static String said(String from, String text) {
        return "{\"action\": \"message\", \"time\": 1.5, \"from\": \"" + from
                + "\", \"to\": \"alice\", \"mess_text\": \"" + text + "\"}";
    }

    private void start(OldServer.Kind kind) {
        server = new OldServer(kind);
    }

    private Program client(String... options) {
        List<String> arguments = new ArrayList<>(List.of("127.0.0.1", Integer.toString(server.port())));
        arguments.addAll(List.of(options));
        return Program.startHere(folder, List.of(), ClientMain::run, arguments.toArray(String[]::new));
    }
}
