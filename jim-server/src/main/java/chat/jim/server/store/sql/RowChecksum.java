package chat.jim.server.store.sql;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.zip.CRC32C;
import org.sqlite.Function;

/**
 * The checksum (CRC32C) of a row's other values, stored in each row, so that a flipped bit cannot unblock an account or give a
 * message to somebody else. In SQL it is the function {@code row_checksum}.
 */
public final class RowChecksum extends Function {
    private RowChecksum() {}

    /** Defines the function for the statements of a connection. */
    public static void define(Connection connection) throws SQLException {
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

    @Override
    protected void xFunc() throws SQLException {
        CRC32C checksum = new CRC32C();
        for (int i = 0; i < args(); i++) {
            byte[] value = value_blob(i);
            add(value == null ? new byte[0] : value, checksum);
        }
        result(checksum.getValue());
    }

    /** Includes the length, so that the border between two values counts. */
    private static void add(byte[] value, CRC32C checksum) {
        checksum.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, value.length));
        checksum.update(value);
    }
}
