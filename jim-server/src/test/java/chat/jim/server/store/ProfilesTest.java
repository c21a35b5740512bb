package chat.jim.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.store.Profiles.Profile;
import chat.jim.server.store.repair.Repair;
import chat.jim.server.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is particular to profiles in a file. */
class ProfilesTest {
    private static final Address ALICE = Address.account("Alice");

    @TempDir
    private Path folder;

    private SqliteStore store;
    private AccountKey alice;

    @BeforeEach
    void open() throws IOException {
        store = Repair.openStore(folder, report -> {});
        alice = store.accounts().add(ALICE, "hash").key();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void the_flag_of_an_operator_that_was_not_set_by_this_program_counts_for_nothing() throws Exception {
        store.profiles().setOperator(ALICE, false);
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("jim.db"));
                Statement statement = other.createStatement()) {
            statement.executeUpdate("UPDATE profile SET operator = 1");
        }

        assertThat(store.profiles().operators()).isEmpty();
        assertThat(store.profiles().of(alice)).isEqualTo(Profile.UNKNOWN);
        store.profiles().setHidden(alice, true);
        assertThat(store.profiles().of(alice)).isEqualTo(new Profile(false, true, 0));
    }
}
