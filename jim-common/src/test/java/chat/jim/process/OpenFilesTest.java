package chat.jim.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {
    @TempDir
    private Path folder;

    @Test
    void the_limit_in_force_is_read_and_not_the_highest_one() throws Exception {
        Path limits = Files.writeString(folder.resolve("limits"), """
                Limit                     Soft Limit           Hard Limit           Units
                Max processes             96471                96471                processes
                Max open files            1024                 524288               files
                """);

        assertThat(OpenFiles.fromLimits(limits)).hasValue(1024);
    }

    @Test
    void no_limit_is_none() throws Exception {
        Path limits = Files.writeString(folder.resolve("limits"), """
                Max open files            unlimited            unlimited            files
                """);

        assertThat(OpenFiles.fromLimits(limits)).isEmpty();
    }
}
