package chat.jim.client.personal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes files that only their owner may read, in folders that only their owner may enter. */
final class PrivateFiles {
    private PrivateFiles() {}

    /** Makes a folder, and those above it, where they are missing. */
    static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) { // a link to one is as good, and Files would not take it
            Files.createDirectories(folder, ownerOnly("rwx------"));
        }
    }

    /** Appends to a file, which is made where it is missing. */
    static void append(Path file, byte[] bytes) throws IOException {
        write(file, bytes, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /**
     * Replaces a file as a whole: at no moment is there half a file.
     *
     * @param aside what the file that was there is called from then on; null removes it
     */
    static void replace(Path file, @Nullable Path aside, byte[] bytes) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file;
        Path next = target.resolveSibling(target.getFileName() + ".new");
        Files.deleteIfExists(next);
        write(next, bytes, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        if (aside != null) {
            Files.move(target, aside, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(next, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(Path file, byte[] bytes, Set<? extends OpenOption> how) throws IOException {
        createFolder(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        try (SeekableByteChannel out = Files.newByteChannel(file, how, ownerOnly("rw-------"))) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                out.write(rest);
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
