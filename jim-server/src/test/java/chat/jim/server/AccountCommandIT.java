package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.store.Store;
import chat.jim.server.store.repair.Repair;
import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code jim-server account}, beside the built {@code jim-server.jar} that runs; what needs a process is asked of that too. */
class AccountCommandIT {
    @TempDir
    private Path folder;

    @Test
    void what_it_changes_holds_at_once_on_the_server_that_runs() throws Exception {
        try (Program server = Program.startServer(folder)) {
            int port = server.port();
            assertThat(account("add", "Alice", "--password-file", file("secret-1\n")))
                    .containsExactly("The account Alice has been created.");
            RawClient alice = RawClient.connect(port).authenticate("alice", "secret-1");
            alice.expect(200);

            assertThat(account("block", "alice")).containsExactly("The account Alice is blocked.");
            alice.expect(403, "blocked");
            alice.expectEnd();
            assertThat(account("list")).containsExactly("Alice (blocked)");

            assertThat(account("unblock", "alice")).containsExactly("The account Alice can log in again.");
            assertThat(account("unblock", "alice")).containsExactly("The account Alice was not blocked.");
            account("passwd", "alice", "--password-file", file("changed-1"));
            alice = RawClient.connect(port).authenticate("alice", "secret-1");
            alice.expect(402);
            alice.authenticate("alice", "changed-1").expect(200);

            account("remove", "alice", "--yes");
            alice.expect(403, "removed");
            alice.expectEnd();
            assertThat(account("list")).isEmpty();
            RawClient.online(port, "alice").close();
        }
    }

    @Test
    void an_operator_is_listed_as_such_until_that_is_taken_back() throws Exception {
        account("add", "Alice", "--password-file", file("secret-1"));
        account("add", "bob", "--password-file", file("secret-1"));
        account("add", "carol", "--password-file", file("secret-1"));
        account("block", "bob");
        account("block", "carol");

        assertThat(account("operator", "alice")).containsExactly("Alice is an operator now.");
        assertThat(account("operator", "carol")).containsExactly("carol is an operator now.");
        assertThat(account("list")).containsExactly("Alice (operator)", "bob (blocked)", "carol (operator, blocked)");

        assertThat(account("operator", "alice", "--off")).containsExactly("Alice is no operator any more.");
        assertThat(account("operator", "alice", "--off")).containsExactly("Alice was no operator.");
        assertThat(account("list")).containsExactly("Alice", "bob (blocked)", "carol (operator, blocked)");
    }

    @Test
    void nothing_is_left_behind_in_the_folder_for_temporary_files() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        try (Program server = Program.start(
                folder,
                List.of("JAVA_TOOL_OPTIONS=-XX:-UsePerfData -Djava.io.tmpdir=" + temporary),
                "jim-server.jar",
                "-p",
                "0",
                "-a",
                "127.0.0.1")) {
            server.port();

            assertThat(temporary).isEmptyDirectory();
        }
    }

    @Test
    void the_password_may_come_on_the_standard_input_and_the_servers_audit_file_has_who_gave_it() throws Exception {
        Path audit =
                Files.createFile(Files.createDirectory(folder.resolve("logs")).resolve("audit.log"));
        try (Program add = Program.start(folder, "jim-server.jar", "account", "add", "bob", "--password-file", "-")) {
            add.type("secret-1").endInput();
            assertThat(add.exitStatus()).isZero();
        }
        try (Store store = Repair.openStore(Program.data(folder), report -> {})) {
            assertThat(store.accounts().find(Address.account("bob"))).isNotNull();
        }
        assertThat(Files.readAllLines(audit)).singleElement().asString().contains("Z event=register account=bob by=");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "add nobody | no keyboard to ask for the password",
                "add nobody --password-file @missing | Cannot read the password from @missing",
                "add nobody --password-file @empty | no password in the first line",
                "add #room --password-file @pw | leave the # out",
                "add admin --password-file @pw | reserved",
                "passwd nobody --password-file @pw | no account nobody",
                "block nobody | no account nobody",
                "unblock nobody | no account nobody",
                "operator nobody | no account nobody",
                "remove nobody --yes | no account nobody",
                "add nobody --password-file @short | A password needs at least 8 characters",
                "passwd alice --password-file @short | A password needs at least 8 characters",
                "add nobody --password-file @long | could not be sent to the server",
                "add nobody --password-file @latin1 | it is not UTF-8",
                "add ALICE --password-file @pw | There is an account alice already.",
                "add nobody --password-file @pw --data @pw | Cannot keep accounts in the folder @pw",
                "list --data @nowhere | There are no accounts in the folder @nowhere"
            })
    void what_cannot_be_done_is_one_line_and_status_1(String arguments, String words) throws Exception {
        try (Store store = Repair.openStore(Program.data(folder), report -> {})) {
            store.accounts().add(Address.account("alice"), CheapHash.of("secret"));
        }
        Files.writeString(folder.resolve("pw"), "secret-1");
        Files.writeString(folder.resolve("short"), "seven-7");
        Files.writeString(folder.resolve("long"), "x".repeat(600));
        Files.write(folder.resolve("latin1"), new byte[] {(byte) 0xE9});
        Files.writeString(folder.resolve("empty"), "");
        try (Program account = start(here(arguments).split(" "))) {
            account.endInput();
            assertThat(account.exitStatus()).isEqualTo(1);
            assertThat(account.err()).singleElement().asString().contains(here(words));
            assertThat(account.out()).isEmpty();
        }
    }

    @Test
    void an_account_whose_name_this_java_refuses_is_listed_and_changed_by_that_spelling() throws Exception {
        Address anna = Address.stored("Anna\udb40\udd00", "anna\udb40\udd00");
        try (Store store = Repair.openStore(Program.data(folder), report -> {})) {
            store.accounts().add(anna, CheapHash.of("secret"));
        }

        assertThat(account("list")).containsExactly(anna.toString());
        account("block", anna.toString());
        assertThat(account("list")).containsExactly(anna + " (blocked)");
    }

    @Test
    void a_mistyped_folder_is_not_made() {
        try (Program list = start("list", "--data", here("@nowhere"))) {
            assertThat(list.exitStatus()).isEqualTo(1);
            assertThat(folder.resolve("nowhere")).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "add", "dance", "list extra", "remove alice", "operator", "add alice --password secret"})
    void wrong_usage_is_said_and_status_2(String arguments) {
        try (Program account = start(arguments.isEmpty() ? new String[0] : arguments.split(" "))) {
            assertThat(account.exitStatus()).isEqualTo(2);
            assertThat(account.err()).last().isEqualTo("Try --help.");
        }
    }

    @Test
    void a_list_that_cannot_be_printed_is_said_and_status_1() throws Exception {
        account("add", "alice", "--password-file", file("secret123"));
        try (Program list = Program.startIn("exec \"$@\" > /dev/full", folder, "jim-server.jar", "account", "list")) {
            assertThat(list.exitStatus()).isEqualTo(1);
            assertThat(list.err()).singleElement().asString().contains("Cannot write to the standard output");
        }
    }

    private List<String> account(String... arguments) {
        try (Program account = start(arguments)) {
            assertThat(account.exitStatus()).as("%s", account.err()).isZero();
            assertThat(account.err()).isEmpty();
            return account.out();
        }
    }

    private Program start(String... arguments) {
        List<String> all = new ArrayList<>(List.of("account"));
        if (arguments.length > 0 && !List.of(arguments).contains("--data")) {
            all.addAll(List.of("--data", Program.data(folder).toString()));
        }
        all.addAll(List.of(arguments));
        return Program.startHere(folder, List.of(), ServerMain::run, all.toArray(String[]::new));
    }

    /** Puts the folder where it says {@code @}. */
    private String here(String text) {
        return text.replace("@", folder + File.separator);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("password"), text).toString();
    }
}
