package chat.jim.server.store.file;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells whether a file is still where it was opened: SQLite goes on writing to one that was moved, replaced or deleted. */
public final class OpenedFile {
    /** With less, even the smallest change may not fit. */
    private static final long LEAST_ROOM = 256 * 1024;

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

    /**
     * Whether nothing can be written beside it, as a sentence; null if it can. Needs no file descriptor: where those have run out,
     * the disk is not what fails.
     */
    public @Nullable String troubleOfDisk() {
        Path folder = Objects.requireNonNull(path.getParent());
        if (!Files.isWritable(folder)) {
            return "Nothing can be written to " + folder + ".";
        }
        File disk = folder.toFile(); // a FileStore would be looked for in a list of all, which is a file
        if (disk.getUsableSpace() >= LEAST_ROOM) {
            return null;
        }
        return "The disk of " + folder + (disk.getTotalSpace() == 0 ? " does not work." : " is full.");
    }

    /** How many bytes the file has whose name is longer by that; 0 if there is none. */
    public long bytesBeside(String suffix) {
        try {
            return Files.size(path.resolveSibling(path.getFileName() + suffix));
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
