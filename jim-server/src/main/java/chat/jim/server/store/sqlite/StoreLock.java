package chat.jim.server.store.sqlite;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether other processes have a store open: each holds a lock on a file beside it, and who repairs it holds that
 * alone. Stores that are open twice in one process are told apart, but no more than that.
 */
final class StoreLock implements Closeable {
    private static final String NAME = "jim.lock";

    private final FileChannel file;
    private @Nullable FileLock alone;

    private StoreLock(FileChannel file) {
        this.file = file;
    }

    /** Takes it alone if it can be had so, and otherwise with the others, after waiting for one who repairs. */
    static StoreLock take(Path directory) throws IOException {
        Path path = directory.resolve(NAME);
        DatabaseFile.create(path);
        StoreLock lock = new StoreLock(FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
        try {
            lock.alone = lock.file.tryLock();
            if (lock.alone == null) {
                lock.shareNow();
            }
        } catch (OverlappingFileLockException e) {
            // this process has the store open already
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
        return lock;
    }

    /** Whether nobody else has the store open. */
    boolean isAlone() {
        return alone != null;
    }

    /** Lets the others in. */
    void share() throws IOException {
        if (alone != null) {
            alone.release();
            alone = null;
            shareNow();
        }
    }

    /** Held until the file is closed. */
    private void shareNow() throws IOException {
        file.lock(0, Long.MAX_VALUE, true);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
