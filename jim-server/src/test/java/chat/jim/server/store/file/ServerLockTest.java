package chat.jim.server.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock of the server; that it is free after a {@code kill -9} is asked of processes, in {@code DataFolderIT}. */
class ServerLockTest {
    @TempDir
    private Path folder;

    @Test
    void a_second_one_is_told_which_process_has_it() throws Exception {
        try (ServerLock first = ServerLock.acquire(folder)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> ServerLock.acquire(folder))
                    .isInstanceOfSatisfying(
                            FolderTakenException.class,
                            e -> assertThat(e.process())
                                    .isEqualTo(Long.toString(
                                            ProcessHandle.current().pid())));
        }
    }

    @Test
    void it_is_free_when_it_was_closed_whatever_is_in_the_file() throws Exception {
        ServerLock.acquire(folder).close();
        Files.writeString(folder.resolve("server.lock"), "1\n2\n3\n");

        try (ServerLock again = ServerLock.acquire(folder)) {
            assertThat(again).isNotNull();
            assertThat(folder.resolve("server.lock"))
                    .hasContent(Long.toString(ProcessHandle.current().pid()));
        }
    }
}
