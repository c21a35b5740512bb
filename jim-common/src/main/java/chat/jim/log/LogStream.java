package chat.jim.log;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A log file, into which each line goes with one write. What cannot be written is counted, and the next line is tried
 * again, also to open the file. For one thread.
 */
final class LogStream extends OutputStream {
    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rw-------");

    private final File name;
    private final boolean secret;
    private final LostLines lost;

    /** Null until the file could be opened. */
    private @Nullable FileOutputStream file;

    /** Whether the file ends in the middle of a line. */
    private boolean isTorn;

    /** @param secret whether nobody but its owner may read the file */
    LogStream(File name, boolean secret, LostLines lost) {
        this.name = name;
        this.secret = secret;
        this.lost = lost;
        try {
            file = open();
        } catch (IOException e) {
            file = null; // the first line tries again, and tells
        }
    }

    @Override
    public void write(int single) {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        try {
            if (file == null) {
                file = open();
            }
            write(file, bytes, from, length);
            lost.written();
        } catch (IOException e) {
            lost.failed(e);
        }
    }

    private FileOutputStream open() throws IOException {
        if (secret) {
            create();
        }
        return new FileOutputStream(name, true);
    }

    /** Makes the file with its rights: at no moment others can read it. */
    private void create() throws IOException {
        Path path = name.toPath();
        FileAttribute<?>[] rights =
                path.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNERS)}
                        : new FileAttribute<?>[0];
        try {
            Files.createFile(path, rights);
        } catch (FileAlreadyExistsException e) {
            // The operator may have given it other rights, for a program that reads it.
        }
    }

    private void write(FileOutputStream opened, byte[] bytes, int from, int length) throws IOException {
        if (isTorn) {
            opened.write('\n');
            isTorn = false;
        }
        long before = name.length(); // a channel would be closed if this thread was interrupted, as it is at the end
        try {
            opened.write(bytes, from, length);
        } catch (IOException e) {
            isTorn = name.length() > before;
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
