package chat.jim.client.console;

import static chat.jim.client.console.Clients.CTRL_C;
import static chat.jim.client.console.Clients.ENTER;
import static chat.jim.client.console.Clients.awaitPrompt;
import static chat.jim.client.console.Clients.count;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.TestServer;
import chat.jim.testing.NeedsUnixTerminal;
import chat.jim.testing.RawClient;
import chat.jim.testing.TerminalProgram;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a person at a terminal is asked for names and passwords. */
@NeedsUnixTerminal
class PasswordIT {
    private static final String QUESTION = "Password of alice (empty for another name):";

    @TempDir
    private Path folder;

    @AutoClose
    private final TestServer server = TestServer.start().withAccount("alice", "secret");

    @Test
    void a_wrong_password_is_asked_for_again_and_a_name_only_after_an_empty_line() {
        try (TerminalProgram client = Clients.start(folder, server.port(), List.of(), "-n", "alice")) {
            for (int i = 1; i <= 3; i++) {
                answerWrongly(client, i, "Error 402");
            }
            awaitPrompt(client, QUESTION);
            client.type(ENTER);
            awaitPrompt(client, "Your name:");
            client.type("carol" + ENTER).awaitRow("as carol.");

            assertThat(client.raw()).doesNotContain("wrong-");
        }
    }

    @Test
    void too_many_wrong_passwords_end_the_client_which_never_takes_one_for_a_name() {
        try (RawClient bob = server.online("bob");
                TerminalProgram client = Clients.start(folder, server.port(), List.of(), "-n", "alice")) {
            for (int i = 1; i <= 4; i++) {
                answerWrongly(client, i, "Error 4");
            }

            assertThat(client.exitStatus()).isEqualTo(1);
            assertThat(client.raw()).contains("Error 429").doesNotContain("wrong-", "Your name:");
            bob.send("{'action':'who','time':1}").expect(202, "[\"bob\"]");
        }
    }

    /** Gives the password a wrong answer for that time, and awaits as many errors. */
    private static void answerWrongly(TerminalProgram client, int times, String error) {
        awaitPrompt(client, QUESTION);
        client.type("wrong-" + times + ENTER);
        client.awaitRows(
                "error " + times,
                rows -> rows.stream().filter(row -> row.contains(error)).count() == times);
    }

    @Test
    void who_registers_is_asked_for_a_password_until_both_are_the_same_and_long_enough() {
        try (TerminalProgram client = Clients.online(folder, server.port(), "carol")) {
            client.type("register" + ENTER);
            awaitPrompt(client, "Password:");
            client.type("carols-1st" + ENTER);
            awaitPrompt(client, "Once more:");
            client.type("carols-2nd" + ENTER).awaitRow("two different passwords");
            awaitPrompt(client, "Password:");
            client.type("short" + ENTER);
            awaitPrompt(client, "Once more:");
            client.type("short" + ENTER).awaitRow("at least 8 characters");
            awaitPrompt(client, "Password:");
            client.type("carols-3rd" + ENTER);
            awaitPrompt(client, "Once more:");
            client.type("carols-3rd" + ENTER).awaitRow("You have the account carol");

            assertThat(client.raw()).doesNotContain("carols-", "short");
        }
    }

    @Test
    void who_registers_a_name_that_has_an_account_is_asked_for_no_password() {
        try (TerminalProgram client = Clients.start(folder, server.port(), List.of())) {
            awaitPrompt(client, "Your name:");
            client.type("register alice" + ENTER).awaitRow("Error 409: The name alice has an account");
            awaitPrompt(client, "Your name:");

            assertThat(client.raw()).doesNotContain("Password:");
        }
    }

    @Test
    void the_own_password_is_changed_and_shown_nowhere() {
        try (TerminalProgram client = Clients.start(folder, server.port(), List.of(), "-n", "alice")) {
            awaitPrompt(client, QUESTION);
            client.type("secret" + ENTER).awaitRow("as alice.");
            client.type("passwd another" + ENTER).awaitRow("Type passwd alone");
            client.type("passwd" + ENTER);
            awaitPrompt(client, "Old password:");
            client.type("secret" + ENTER);
            awaitPrompt(client, "New password:");
            client.type("another-one" + ENTER);
            awaitPrompt(client, "Once more:");
            client.type("another-one" + ENTER).awaitRow("Your password is changed.");

            assertThat(client.raw()).doesNotContain("secret", "another-one");
        }
        try (RawClient next = server.connect()) {
            next.authenticate("alice", "another-one").expect(200);
        }
    }

    @Test
    void a_name_that_is_taken_is_followed_by_the_question_for_another() {
        try (RawClient bob = server.online("bob");
                TerminalProgram client = Clients.start(folder, server.port(), List.of(), "-n", "bob")) {
            client.awaitRow("Error 409");
            awaitPrompt(client, "Your name:");
            client.type("car" + CTRL_C).awaitRow("Type the name that others will see");
            client.type("alice" + ENTER);
            awaitPrompt(client, QUESTION);
            client.type("secret" + ENTER).awaitRow("as alice.");
            assertThat(count(client, "Connected to")).isEqualTo(1);
            bob.fence("bob");
        }
    }

    @Test
    void another_name_that_is_refused_leaves_one_as_one_is() {
        try (RawClient bob = server.online("bob");
                TerminalProgram client = Clients.online(folder, server.port(), "carol")) {
            client.type("login bob" + ENTER).awaitRow("Error 409");
            awaitPrompt(client, ">");
            client.type("message bob still carol" + ENTER);
            bob.expectMessage("carol", "still carol");
        }
    }

    @Test
    void another_name_takes_the_rooms_along() {
        try (RawClient bob = server.online("bob").join("#tea");
                TerminalProgram client = Clients.online(folder, server.port(), "carol")) {
            client.type("talk #tea" + ENTER).awaitRow("You are in #tea.");
            client.type("/login alice" + ENTER);
            awaitPrompt(client, QUESTION);
            client.type("secret" + ENTER).awaitRow("as alice.");
            client.type("me again" + ENTER).awaitRow("-> #tea: me again");
            assertThat(count(client, "You are in #tea.")).isEqualTo(2);
            bob.quit();
        }
    }
}
