package chat.jim.server.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second server from a folder. The system frees the lock when the process has ended, in whatever way. The number of
 * the process is in the file.
 */
public final class ServerLock implements Closeable {
    private static final String NAME = "server.lock";

    /** Behind the number, which others must be able to read: on some systems they cannot read what is locked. */
    private static final long LOCKED_BYTE = 1 << 10;

    private final FileChannel file;

    private ServerLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes the lock of a folder, which must exist. It is held until it is closed.
     *
     * @throws FolderTakenException another server has it
     */
    public static ServerLock acquire(Path directory) throws IOException {
        return acquire(directory, NAME);
    }

    /** The same for another purpose, which has a file of its own. */
    public static ServerLock acquire(Path directory, String name) throws IOException {
        Path path = directory.resolve(name);
        DatabaseFile.create(path);
        ServerLock lock = new ServerLock(FileChannel.open(path, StandardOpenOption.WRITE));
        try {
            if (!lock.isTaken()) {
                throw new FolderTakenException(holder(path));
            }
            lock.write(Long.toString(ProcessHandle.current().pid()));
            return lock;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Whether a server has that folder. Changes nothing. */
    public static boolean isHeld(Path directory) throws IOException {
        Path path = directory.resolve(NAME);
        if (!Files.exists(path)) {
            return false;
        }
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            return !new ServerLock(file).isTaken();
        }
    }

    /** Takes the lock; false if somebody else holds it. */
    private boolean isTaken() throws IOException {
        try {
            return file.tryLock(LOCKED_BYTE, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void write(String process) throws IOException {
        file.truncate(0);
        file.write(ByteBuffer.wrap((process + "\n").getBytes(StandardCharsets.US_ASCII)));
    }

    private static String holder(Path path) throws IOException {
        String process = Files.readString(path, StandardCharsets.ISO_8859_1).strip();
        return process.matches("[0-9]{1,20}") ? process : "?";
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
