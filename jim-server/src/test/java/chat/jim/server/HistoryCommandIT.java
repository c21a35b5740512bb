package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.Store;
import chat.jim.server.store.history.SqliteHistory;
import chat.jim.server.store.repair.Repair;
import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import chat.jim.testing.Waiting;
import chat.jim.wire.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code jim-server history}, with a server that runs and without. */
class HistoryCommandIT {
    private static final long NOON = 1_795_867_200_000_000L;

    @TempDir
    private Path folder;

    @Test
    void what_an_account_has_said_and_what_was_said_in_a_room_are_printed_the_oldest_first() throws Exception {
        fill();

        assertThat(history("export", "#tea"))
                .containsExactly(
                        line("#tea", "one", NOON), line("#tea", "guest", NOON + 1), line("#tea", "two", NOON + 3));
        assertThat(history("export", "Alice"))
                .containsExactly(
                        line("#tea", "one", NOON), line("#ops", "other", NOON + 2), line("#tea", "two", NOON + 3));
        assertThat(history("export", "bob")).isEmpty();
    }

    @Test
    void many_messages_are_printed_to_the_last_one() throws Exception {
        AccountKey alice = account("alice");
        try (HistoryStore store = open()) {
            for (int i = 0; i < 1234; i++) {
                add(store, "#tea", alice, "n" + i);
            }
        }

        assertThat(history("export", "alice")).hasSize(1234).last().asString().contains("\"n1233\"");
    }

    @Test
    void what_an_account_has_said_is_forgotten_without_a_server() throws Exception {
        fill();

        assertThat(history("forget", "alice", "--yes")).containsExactly("All messages from alice are forgotten.");

        assertThat(history("export", "#tea")).containsExactly(line("#tea", "guest", NOON + 1));
        try (Store store = store()) {
            assertThat(store.accounts().toForget()).isEmpty();
        }
    }

    @Test
    void a_server_that_runs_is_asked_to_forget_it_and_what_it_has_written_is_exported() throws Exception {
        account("alice");
        try (Program server = Program.startServer(folder)) {
            RawClient alice = RawClient.connect(server.port()).authenticate("alice", "secret");
            alice.expect(200);
            alice.send("{'action':'join','time':1,'room':'#tea'}").receive();
            alice.msg("#tea", "how are you").expect(200);
            Waiting.await().until(() -> export("#tea").size() == 1);

            assertThat(history("forget", "alice", "--yes"))
                    .containsExactly("The server that is running forgets all messages from alice within a minute.");

            Waiting.await().until(() -> export("alice").isEmpty());
            alice.msg("#tea", "again").expect(200);
            Waiting.await().until(() -> export("alice").size() == 1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "export nobody | There is no account nobody",
                "export '#nowhere' | Nothing is kept of the room #nowhere.",
                "export '#' | name",
                "forget nobody --yes | There is no account nobody",
                "forget '#tea' --yes | leave the # out"
            })
    void what_cannot_be_done_is_one_line_and_status_1(String arguments, String words) throws Exception {
        fill();
        try (Program history = start(arguments.replace("'", "").split(" "))) {
            history.endInput();
            assertThat(history.exitStatus()).isEqualTo(1);
            assertThat(history.err()).singleElement().asString().contains(words);
            assertThat(history.out()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "export", "dance", "export alice extra", "forget", "forget alice"})
    void wrong_usage_is_said_and_status_2(String arguments) {
        try (Program history = start(arguments.isEmpty() ? new String[0] : arguments.split(" "))) {
            assertThat(history.exitStatus()).isEqualTo(2);
            assertThat(history.err()).last().isEqualTo("Try --help.");
        }
    }

    @Test
    void a_mistyped_folder_is_not_made() {
        Path nowhere = folder.resolve("nowhere");
        try (Program history = start("export", "#tea", "--data", nowhere.toString())) {
            assertThat(history.exitStatus()).isEqualTo(1);
            assertThat(nowhere).doesNotExist();
        }
    }

    private void fill() throws IOException {
        AccountKey alice = account("alice");
        account("bob");
        try (HistoryStore store = open()) {
            add(store, "#tea", alice, "one");
            store.add("#tea", Address.account("carol"), null, message("#tea", "guest"));
            add(store, "#ops", alice, "other");
            add(store, "#tea", alice, "two");
        }
    }

    private HistoryStore open() throws IOException {
        return SqliteHistory.open(Program.data(folder), InstantSource.fixed(Instant.parse("2026-11-28T12:00:00Z")));
    }

    private Store store() throws IOException {
        return Repair.openStore(Program.data(folder), report -> {});
    }

    private AccountKey account(String name) throws IOException {
        try (Store store = store()) {
            return Objects.requireNonNull(store.accounts().add(Address.account(name), CheapHash.of("secret")))
                    .key();
        }
    }

    private static void add(HistoryStore store, String room, AccountKey account, String text) {
        store.add(room, account.name(), account, message(room, text));
    }

    private static Frame message(String room, String text) {
        return Frame.ofText("{\"action\":\"msg\",\"time\":1,\"to\":\"" + room + "\",\n\"message\":\"" + text + "\"}");
    }

    private static String line(String room, String text, long id) {
        return "{\"action\":\"msg\",\"time\":1,\"to\":\"" + room + "\", \"message\":\"" + text + "\",\"id\":" + id
                + "}";
    }

    private List<String> export(String name) {
        try (Program history = start("export", name)) {
            history.exitStatus();
            return history.out();
        }
    }

    private List<String> history(String... arguments) {
        try (Program history = start(arguments)) {
            assertThat(history.exitStatus()).as("%s", history.err()).isZero();
            assertThat(history.err()).isEmpty();
            return history.out();
        }
    }

    private Program start(String... arguments) {
        List<String> all = new ArrayList<>(List.of("history"));
        if (arguments.length > 0 && !List.of(arguments).contains("--data")) {
            all.addAll(List.of("--data", Program.data(folder).toString()));
        }
        all.addAll(List.of(arguments));
        return Program.startHere(folder, List.of(), ServerMain::run, all.toArray(String[]::new));
    }
}
