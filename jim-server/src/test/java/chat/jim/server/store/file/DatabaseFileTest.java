package chat.jim.server.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose the files are that are made in somebody's folder. */
class DatabaseFileTest {
    @TempDir
    private Path folder;

    @Test
    void what_root_makes_belongs_to_the_owner_of_the_folder() throws IOException {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        UserPrincipal other =
                folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("daemon");
        Files.setOwner(folder, other);
        Path deep = folder.resolve("backup").resolve("history");

        DatabaseFile.createDirectory(deep);
        DatabaseFile.create(deep.resolve("file"));

        assertThat(Files.getOwner(folder.resolve("backup"))).isEqualTo(other);
        assertThat(Files.getOwner(deep.resolve("file"))).isEqualTo(other);
    }
}
