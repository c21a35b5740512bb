package chat.jim.server.store.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a server's store in its folder: where they are, and how they are made, readable by their owner only. */
public final class DatabaseFile {
    /** The name of the file that is there only in the folder of a server of a cluster. */
    public static final String NODE = "node";

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFile.class);

    private static final String NAME = "jim.db";

    /** Bytes in a page: SQLite's own default, and what all our files have. */
    public static final int PAGE_BYTES = 4096;

    private DatabaseFile() {}

    /** The file of the store in {@code directory}. */
    public static Path in(Path directory) {
        return directory.resolve(NAME);
    }

    /** The write-ahead log of a file. */
    public static Path log(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    /** The shared index of the write-ahead log. */
    public static Path index(Path file) {
        return file.resolveSibling(file.getFileName() + "-shm");
    }

    /** Makes a folder, readable by its owner only, and its parents. */
    public static void createDirectory(Path directory) throws IOException {
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null && !Files.exists(parent)) {
            createDirectory(parent);
        }
        boolean isNew = !Files.exists(directory);
        Files.createDirectories(directory, ownerOnly(directory, "rwx------"));
        if (isNew) {
            giveToOwnerOfFolder(directory);
        }
    }

    /** Makes an empty file if it is missing. SQLite gives its other files beside it the same permissions. */
    public static void create(Path file) throws IOException {
        try {
            Files.createFile(file, ownerOnly(file, "rw-------"));
            giveToOwnerOfFolder(file);
        } catch (FileAlreadyExistsException e) {
            // An earlier start has made it; its owner may have changed the permissions.
        }
    }

    /** Deletes a file and what SQLite has made beside it. */
    public static void delete(Path file) throws IOException {
        Files.deleteIfExists(log(file));
        Files.deleteIfExists(index(file));
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-journal")); // while the log is being introduced
        Files.deleteIfExists(file);
    }

    /** What an administrator makes, the server's own user has to be able to use. For others it is theirs already. */
    private static void giveToOwnerOfFolder(Path made) {
        Path folder = made.toAbsolutePath().getParent();
        // No links, since the owner of the folder may have put one there meanwhile.
        FileOwnerAttributeView owner =
                Files.getFileAttributeView(made, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        try {
            if (folder != null && owner != null && !owner.getOwner().equals(Files.getOwner(folder))) {
                owner.setOwner(Files.getOwner(folder));
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("{} keeps its owner: {}", made, e.getMessage());
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path place, String permissions) {
        boolean posix = place.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
