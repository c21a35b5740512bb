package chat.jim.server.store.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The files of a server's store in its folder: where they are, and how they are made, readable by their owner only. */
public final class DatabaseFile {
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
        Files.createDirectories(directory, ownerOnly(directory, "rwx------"));
    }

    /** Makes an empty file if it is missing. SQLite gives its other files beside it the same permissions. */
    public static void create(Path file) throws IOException {
        try {
            Files.createFile(file, ownerOnly(file, "rw-------"));
        } catch (FileAlreadyExistsException e) {
            // An earlier start has made it; its owner may have changed the permissions.
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
