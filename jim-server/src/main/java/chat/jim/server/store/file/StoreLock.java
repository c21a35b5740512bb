package chat.jim.server.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Says whether other processes have a store open: each holds a shared lock on a file beside it, and the one that repairs
 * the store holds an exclusive lock. If one process opens a store twice, the second time counts as shared.
 */
public final class StoreLock implements Closeable {
    private static final String NAME = "jim.lock";

    private final FileChannel file;
    private @Nullable FileLock exclusive;

    private StoreLock(FileChannel file) {
        this.file = file;
    }

    /** Whether somebody has had a store open in the folder before: then {@link #acquire} changes no file. */
    public static boolean isIn(Path directory) {
        return Files.exists(directory.resolve(NAME));
    }

    /** Takes the exclusive lock if nobody has the store open; otherwise a shared one, once a repair has ended. */
    public static StoreLock acquire(Path directory) throws IOException {
        Path path = directory.resolve(NAME);
        DatabaseFile.create(path);
        StoreLock lock = new StoreLock(FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
        try {
            lock.exclusive = lock.file.tryLock();
            if (lock.exclusive == null) {
                lock.lockShared();
            }
        } catch (OverlappingFileLockException e) {
            // This process has the store open already.
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
        return lock;
    }

    /** Takes the exclusive lock, and waits for nobody; null if somebody has the store open. */
    public static @Nullable StoreLock acquireExclusive(Path directory) throws IOException {
        Path path = directory.resolve(NAME);
        DatabaseFile.create(path);
        StoreLock lock = new StoreLock(FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
        try {
            lock.exclusive = lock.file.tryLock();
        } catch (OverlappingFileLockException e) {
            // This process has the store open.
        }
        if (lock.exclusive != null) {
            return lock;
        }
        lock.close();
        return null;
    }

    /** Whether nobody else has the store open. */
    public boolean isExclusive() {
        return exclusive != null;
    }

    /** Lets other processes open the store. */
    public void share() throws IOException {
        if (exclusive != null) {
            exclusive.release();
            exclusive = null;
            lockShared();
        }
    }

    /** The lock is held until the file is closed. */
    private void lockShared() throws IOException {
        file.lock(0, Long.MAX_VALUE, true);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
