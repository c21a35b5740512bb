package chat.jim.server.store.sqlite;

import chat.jim.server.store.Store;
import chat.jim.server.store.sql.RowChecksum;
import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import org.sqlite.Function;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;

/**
 * Makes a store wait for its disk inside SQLite, where a virtual thread keeps its carrier: whoever needs the disk waits until
 * it is told to be fast again.
 */
public final class SlowDisk {
    private final CountDownLatch fast = new CountDownLatch(1);
    private volatile boolean waitedFor;

    /** From now on, no account is read until {@link #speedUp}. */
    public static SlowDisk whenReading(Store store) {
        SlowDisk disk = new SlowDisk();
        try {
            Function.create(connection(store, "reading"), "row_checksum", disk.new Checksum());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return disk;
    }

    /** From now on, nothing is flushed until {@link #speedUp}. */
    public static SlowDisk whenFlushing(Store store) {
        SlowDisk disk = new SlowDisk();
        ((SQLiteConnection) connection(store, "writing")).addCommitListener(disk.new Commits());
        return disk;
    }

    private SlowDisk() {}

    /** The disk is as fast as it was before. */
    public void speedUp() {
        fast.countDown();
    }

    /** Whether somebody waits for it, or has waited. */
    public boolean isWaitedFor() {
        return waitedFor;
    }

    private void pause() {
        waitedFor = true;
        try {
            fast.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Connection connection(Store store, String database) {
        return (Connection) value(value(value(store, database), "statements"), "connection");
    }

    private static Object value(Object owner, String name) {
        try {
            Field field = owner.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(owner);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The store has other fields", e);
        }
    }

    /** The checksum of an account, made slowly. */
    private final class Checksum extends Function {
        @Override
        protected void xFunc() throws SQLException {
            pause();
            Object[] values = new Object[args()];
            for (int i = 0; i < values.length; i++) {
                values[i] = value_text(i);
            }
            result(RowChecksum.of(values));
        }
    }

    private final class Commits implements SQLiteCommitListener {
        @Override
        public void onCommit() {
            pause();
        }

        @Override
        public void onRollback() {
            // That needs no disk.
        }
    }
}
