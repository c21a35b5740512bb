package chat.jim.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.MailStore.Place;
import chat.jim.server.store.repair.Repair;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is particular to waiting messages in a file. */
class MailStoreTest {
    @TempDir
    private Path folder;

    @Test
    void a_damaged_message_is_passed_over() throws Exception {
        try (Store store = Repair.openStore(folder, report -> {})) {
            AccountKey bob =
                    store.accounts().add(Address.account("Bob"), "hash").key();
            for (int i = 1; i <= 2; i++) {
                store.mail().add(bob, letter(i), Count.UNLIMITED).join();
            }
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("jim.db"));
                    Statement statement = other.createStatement()) {
                statement.execute("UPDATE message SET object = CAST(replace(object, 'n', 'm') AS BLOB) WHERE id = 1");
            }

            assertThat(store.mail().read(bob, Place.START, 10).letters())
                    .extracting(kept -> kept.message().text())
                    .containsExactly("{\"n\":2}");
        }
    }

    private static Letter letter(int number) throws FrameException {
        return new Letter(Frame.of(("{\"n\":" + number + "}").getBytes(UTF_8)), null);
    }
}
