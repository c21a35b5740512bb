package chat.jim.server.store.sqlite;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.zip.CRC32C;
import org.sqlite.Function;

/**
 * The checksum (CRC32C) that each row carries over all of its other values, so that a flipped bit neither unblocks an
 * account nor gives a message to somebody else. Statements know it as the function {@code row_checksum}.
 */
public final class RowChecksum extends Function {
    private final CRC32C checksum = new CRC32C();

    private RowChecksum() {}

    /** Makes the function known to the statements of a connection. */
    static void define(Connection connection) throws SQLException {
        Function.create(connection, "row_checksum", new RowChecksum(), Function.FLAG_DETERMINISTIC);
    }

    /** The checksum of a row with these values: numbers, texts and blobs. */
    public static long of(Object... values) {
        CRC32C checksum = new CRC32C();
        for (Object value : values) {
            add(value instanceof byte[] blob ? blob : value.toString().getBytes(StandardCharsets.UTF_8), checksum);
        }
        return checksum.getValue();
    }

    /** SQLite calls it for one statement of the connection at a time. */
    @Override
    protected void xFunc() throws SQLException {
        checksum.reset();
        for (int i = 0; i < args(); i++) {
            byte[] value = value_blob(i);
            add(value == null ? new byte[0] : value, checksum);
        }
        result(checksum.getValue());
    }

    /** With its length: what ends one value and begins the next makes a difference. */
    private static void add(byte[] value, CRC32C checksum) {
        checksum.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, value.length));
        checksum.update(value);
    }
}
