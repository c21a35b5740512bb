package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.store.MailStore.Kept;
import chat.jim.server.store.MailStore.Place;
import chat.jim.server.store.Store;
import chat.jim.server.store.repair.Repair;
import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The built {@code jim-server.jar}, told to end while it still remembers many messages that nobody has confirmed. */
@Timeout(300)
class SlowStopIT {
    private static final int AT_ONCE = 500;

    @TempDir
    private Path folder;

    private final List<RawClient> readers = new ArrayList<>();

    @AfterEach
    void hangUp() {
        readers.forEach(RawClient::close);
    }

    @Test
    void it_takes_as_long_as_the_disk_needs_and_each_message_that_was_answered_200_is_there() throws Exception {
        int accounts = 20;
        int each = 4_000;
        try (Program server = start(accounts)) {
            sendUnconfirmed(server.port(), accounts, each);

            assertThat(server.terminate().exitStatus()).isZero();
            assertThat(server.err()).noneMatch(line -> line.contains("lost"));
        }
        try (Store store = openStore()) {
            for (int i = 0; i < accounts; i++) {
                List<Kept> kept = store.mail()
                        .read(TestServer.key(store, account(i)), Place.START, each + 1)
                        .letters();
                assertThat(kept).as("those to bob%s", i).hasSize(each);
                assertThat(kept.get(0).message().text()).contains("\"number 0\"");
                assertThat(kept.get(each - 1).message().text()).contains("\"number " + (each - 1) + "\"");
            }
        }
    }

    @Test
    void a_second_signal_ends_it_at_once_with_status_1_and_says_what_is_lost() throws Exception {
        try (Program server = start(2)) {
            sendUnconfirmed(server.port(), 2, 4_000);
            Connection other = lockStore();
            server.terminate().awaitError("Still writing");

            Instant second = Instant.now();
            server.terminate();

            assertThat(server.exitStatus()).isOne();
            assertThat(Duration.between(second, Instant.now())).isLessThan(Duration.ofSeconds(5));
            assertThat(server.err())
                    .last()
                    .asString()
                    .matches("Ended at the second signal: [1-9][0-9,]* changes were not written\\.");
            assertThat(other.isClosed()).isFalse();
        }
    }

    @Test
    void what_the_store_has_refused_to_the_end_is_said_with_its_number() throws Exception {
        try (Program server = start(1)) {
            sendUnconfirmed(server.port(), 1, 10);
            Connection other = lockStore();

            assertThat(server.terminate().exitStatus()).isOne();
            assertThat(server.err()).anyMatch(line -> line.startsWith("The store fails: 10 messages are lost"));
            assertThat(other.isClosed()).isFalse();
        }
    }

    /** From now on no other process can write to the store. */
    private Connection lockStore() throws SQLException {
        Connection other = DriverManager.getConnection(
                "jdbc:sqlite:" + Program.data(folder).resolve("jim.db"));
        try (Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
        }
        return other;
    }

    private Program start(int accounts) throws IOException {
        try (Store store = openStore()) {
            for (int i = 0; i < accounts; i++) {
                store.accounts().add(account(i), CheapHash.of("b"));
            }
        }
        return Program.startServer(folder, "--mailbox", "--flood-rate", "0");
    }

    private Store openStore() throws IOException {
        return Repair.openStore(Program.data(folder), report -> {});
    }

    private static Address account(int number) {
        return Address.account("bob" + number);
    }

    /** So many messages to each account, which is online, but never says that it has read one. All are answered 200. */
    private void sendUnconfirmed(int port, int accounts, int each) {
        try (RawClient alice = RawClient.online(port, "alice")) {
            for (int i = 0; i < accounts; i++) {
                readers.add(RawClient.connect(port).authenticate("bob" + i, "b").expect(200, "online as bob"));
                for (int from = 0; from < each; from += AT_ONCE) {
                    int to = Math.min(each, from + AT_ONCE);
                    for (int number = from; number < to; number++) {
                        alice.msg("bob" + i, "number " + number);
                    }
                    for (int number = from; number < to; number++) {
                        alice.expect(200);
                    }
                }
            }
        }
    }
}
