package chat.jim.server.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whether a file that is open is still where it was. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "an open file can be neither moved nor deleted there")
class OpenedFileTest {
    @TempDir
    private Path folder;

    private Path inner;
    private Path file;
    private OpenedFile opened;

    @BeforeEach
    void open() throws Exception {
        inner = Files.createDirectory(folder.resolve("data"));
        file = Files.writeString(inner.resolve("jim.db"), "first");
        opened = new OpenedFile(file);
    }

    @Test
    void it_is_in_place_also_when_it_was_written_to() throws Exception {
        Files.writeString(file, "second");

        assertThat(opened.isInPlace()).isTrue();
    }

    @Test
    void deleted_it_is_not() throws Exception {
        Files.delete(file);

        assertThat(opened.isInPlace()).isFalse();
    }

    @Test
    void replaced_it_is_not() throws Exception {
        Path other = Files.writeString(inner.resolve("other"), "first");
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);

        assertThat(opened.isInPlace()).isFalse();
    }

    @Test
    void moved_with_its_folder_it_is_not_until_that_is_back() throws Exception {
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(inner, elsewhere);
        assertThat(opened.isInPlace()).isFalse();

        Files.move(elsewhere, inner);
        assertThat(opened.isInPlace()).isTrue();
    }
}
