package chat.jim.server.store.repair;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.store.schema.Schema;
import chat.jim.server.store.sql.RowChecksum;
import chat.jim.server.store.sql.Statements;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of two versions of a row about a room the one counts that gives fewer rights. */
class TwoVersionsOfARowTest {
    private Connection connection;
    private SalvagedRooms rooms;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        RowChecksum.define(connection);
        Schema.migrate(connection);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TEMP TABLE known_room (key TEXT PRIMARY KEY)");
        }
        rooms = new SalvagedRooms(new Statements(connection));
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void of_two_roles_the_lesser_one_counts() throws Exception {
        for (String role : new String[] {"moderator", "voice", "owner"}) {
            rooms.takeMember(true, "#tea", "id", "bob", role, 5L, "");
        }

        assertThat(value("SELECT role FROM room_member")).isEqualTo("voice");
        assertThat(value("SELECT 1 FROM room_member WHERE checksum"
                        + " = row_checksum(room, account, key, role, since, invited_by)"))
                .isEqualTo("1");
    }

    @Test
    void of_two_profiles_the_one_without_rights_counts() throws Exception {
        rooms.takeProfile(true, "id", "bob", 1L, 0L, 5L);
        rooms.takeProfile(true, "id", "bob", 0L, 1L, 4L);

        assertThat(value("SELECT operator || hidden || seen FROM profile")).isEqualTo("015");
    }

    @Test
    void of_two_rooms_the_stricter_one_counts() throws Exception {
        rooms.takeRoom(true, "#tea", "#Tea", "", 0L, 1L, 0L, 1L);
        rooms.takeRoom(true, "#tea", "#Tea", "", 1L, 0L, 1L, 0L);

        assertThat(value("SELECT owned || private || moderated || keeps FROM room"))
                .isEqualTo("1110");
    }

    @Test
    void of_two_sanctions_the_longer_one_counts() throws Exception {
        rooms.takeSanction(true, "#tea", "enter", "id", "bob", "bob", 5L, "first");
        rooms.takeSanction(true, "#tea", "enter", "id", "bob", "bob", 7L, "second");
        rooms.takeSanction(true, "#tea", "enter", "id", "bob", "bob", 6L, "third");

        assertThat(value("SELECT until || reason FROM sanction")).isEqualTo("7second");
    }

    private String value(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getString(1);
        }
    }
}
