package chat.jim.server.store.repair;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows in a page of an SQLite file (sqlite.org/fileformat2.html, sections 1.5 and 2), each read for itself: what is no
 * row, for damage, is passed over. Whether a row is whole its checksum has to tell.
 */
final class PageRows {
    private static final int TABLE_LEAF = 0x0d;
    private static final int INDEX_LEAF = 0x0a;
    private static final int INDEX_INTERIOR = 0x02;

    /** The first page begins with the file's header. */
    private static final int FILE_HEADER = 100;

    /** A row as it is kept: with a number of its own, in a table, or 0, in an index or in a table without such. */
    record Row(boolean numbered, long id, List<Object> values) {}

    private PageRows() {}

    /**
     * Those that can be read, in their order, in the page of that number. A large one is there twice if it is unsure what
     * its other pages hold.
     */
    static List<Row> read(Pages pages, ByteBuffer page, int number) throws IOException {
        int header = number == 1 ? FILE_HEADER : 0;
        int kind = page.get(header);
        boolean interior = kind == INDEX_INTERIOR;
        if (kind != TABLE_LEAF && kind != INDEX_LEAF && !interior) {
            return List.of();
        }
        List<Row> rows = new ArrayList<>();
        int pointers = header + (interior ? 12 : 8);
        int count = Math.min(page.getShort(header + 3) & 0xffff, (page.limit() - pointers) / 2);
        for (int i = 0; i < count; i++) {
            int at = page.getShort(pointers + 2 * i) & 0xffff;
            rows.addAll(rows(pages, page.duplicate(), at + (interior ? 4 : 0), kind == TABLE_LEAF));
        }
        return rows;
    }

    private static List<Row> rows(Pages pages, ByteBuffer page, int at, boolean numbered) throws IOException {
        List<Row> rows = new ArrayList<>();
        try {
            page.position(at);
            long length = number(page);
            long id = numbered ? number(page) : 0;
            for (ByteBuffer payload : Payload.read(pages, page, length, numbered)) {
                rows.add(new Row(numbered, id, values(payload)));
            }
            return rows;
        } catch (RuntimeException e) {
            return List.of(); // whatever it is that was read there, it is no row
        }
    }

    private static List<Object> values(ByteBuffer record) {
        int start = record.position();
        ByteBuffer types = record.duplicate();
        record.position(start + Math.toIntExact(number(types)));
        types.limit(record.position());
        List<Object> values = new ArrayList<>();
        while (types.hasRemaining()) {
            values.add(value(record, number(types)));
        }
        return values;
    }

    /** The type also says how long a value is. */
    private static Object value(ByteBuffer record, long type) {
        if (type >= 12) {
            byte[] bytes = new byte[(int) Math.min((type - 12) / 2, record.remaining() + 1L)];
            record.get(bytes);
            return type % 2 == 0 ? bytes : new String(bytes, StandardCharsets.UTF_8);
        }
        return switch ((int) type) {
            case 0 -> ""; // null, of which ours have none
            case 1 -> (long) record.get();
            case 2 -> (long) record.getShort();
            case 3 -> ((long) record.get() << 16) | (record.getShort() & 0xffffL);
            case 4 -> (long) record.getInt();
            case 5 -> ((long) record.getShort() << 32) | (record.getInt() & 0xffffffffL);
            case 6 -> record.getLong();
            case 8 -> 0L;
            case 9 -> 1L;
            default -> throw new IllegalArgumentException("No value is of type " + type);
        };
    }

    /** SQLite's own form of a number: 7 bits a byte, as long as the highest is set; the ninth byte has 8. */
    private static long number(ByteBuffer bytes) {
        long number = 0;
        for (int i = 0; i < 8; i++) {
            byte next = bytes.get();
            number = (number << 7) | (next & 0x7f);
            if (next >= 0) {
                return number;
            }
        }
        return (number << 8) | (bytes.get() & 0xff);
    }
}
