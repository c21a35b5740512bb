package chat.jim.server.store.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.protocol.Address;
import chat.jim.server.store.file.DatabaseFile;
import chat.jim.server.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes that are lost, since a frame of the log is missing before them, are said by the repair that succeeds. */
class LostChangesTest {
    private static final int LOG_HEADER = 32;
    private static final int FRAME_HEADER = 24;

    @TempDir
    private Path folder;

    private @Nullable RepairReport report;

    @Test
    void a_repair_that_fails_changes_nothing_and_the_next_one_says_what_is_lost() throws Exception {
        Path file = DatabaseFile.in(folder);
        Path log = DatabaseFile.log(file);
        byte[] left;
        byte[] logged;
        try (SqliteStore store = open()) {
            store.accounts().add(Address.account("alice"), "hash");
            store.accounts().add(Address.account("bob"), "hash");
            store.accounts().setBlocked(Address.account("bob"), true);
            left = Files.readAllBytes(file);
            logged = Files.readAllBytes(log);
        }
        Arrays.fill(logged, LOG_HEADER, LOG_HEADER + FRAME_HEADER, (byte) 0);
        Files.write(file, left);
        Files.write(log, logged);
        Path obstacle = Files.createDirectories(folder.resolve("jim.db.part").resolve("x"));

        assertThatThrownBy(this::open).isInstanceOf(IOException.class);
        assertThat(file).hasBinaryContent(left);
        assertThat(log).hasBinaryContent(logged);
        assertThat(folder.resolve("jim.db.mended")).doesNotExist();

        Files.delete(obstacle);
        open().close();
        assertThat(report.lostChanges()).isPositive();
        assertThat(DatabaseFile.log(report.aside())).hasBinaryContent(logged);
    }

    private SqliteStore open() throws IOException {
        report = null;
        return Repair.openStore(folder, newReport -> report = newReport);
    }
}
