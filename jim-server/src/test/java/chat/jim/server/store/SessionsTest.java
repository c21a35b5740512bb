package chat.jim.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.store.repair.Repair;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is particular to sessions in a file. */
class SessionsTest {
    private static final Address GUEST = Address.account("Guest-1");
    private static final byte[] TOKEN = {1, 2, 3};
    private static final byte[] OTHER = {4, 5, 6};

    @TempDir
    private Path folder;

    @AutoClose
    private Store store;

    private Sessions sessions;

    @BeforeEach
    void open() throws IOException {
        store = Repair.openStore(folder, report -> {});
        sessions = store.sessions();
    }

    @Test
    void those_that_have_ended_are_forgotten_and_of_too_many_the_oldest() throws Exception {
        for (int i = 0; i < 10; i++) {
            Address name = Address.account("guest" + i);
            sessions.begin(name, null, TOKEN);
            sessions.end(name, TOKEN, 1000 + i);
        }
        sessions.begin(GUEST, null, TOKEN);

        sessions.forget(1002, 100);
        awaitChanges();
        assertThat(names()).startsWith("guest-1", "guest3").hasSize(8);
        sessions.forget(1002, 3);
        awaitChanges();
        assertThat(names()).containsExactly("guest-1", "guest7", "guest8", "guest9");
    }

    private void awaitChanges() {
        Store.await(sessions.remove(GUEST, OTHER, 0));
    }

    private List<String> names() throws Exception {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("jim.db"));
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT group_concat(name) FROM (SELECT name FROM session ORDER BY 1)")) {
            return List.of(rows.getString(1).split(","));
        }
    }
}
