package chat.jim.server.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Tells whether a file is still where it was opened: SQLite goes on writing to one that was moved, replaced or deleted. */
public final class OpenedFile {
    private final Path path;

    /** What is the same as long as it is the same file; null where the system has no such thing. */
    private final @Nullable Object key;

    /** The file that is there now. */
    public OpenedFile(Path path) throws IOException {
        this.path = path.toAbsolutePath();
        key = key();
    }

    private @Nullable Object key() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** Whether it is still there. If that cannot be found out, it is taken to be. */
    public boolean isInPlace() {
        try {
            return key == null || key.equals(key());
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
