package chat.jim.server.store.repair;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of one row, which go on in overflow pages if it is large (sqlite.org/fileformat2.html, sections 1.5 and 1.6). */
final class Payload {
    /** More than any row of ours has; a damaged length shall not cost the memory. */
    private static final int LARGEST = 64 * 1024;

    private static final int LINK = Integer.BYTES;

    private Payload() {}

    /**
     * Reads what may be the row, newest first: of a large one there are two, if the pages are damaged in the log.
     *
     * @param page stands where the row's bytes begin
     * @throws RuntimeException there is no such row
     */
    static List<ByteBuffer> read(Pages pages, ByteBuffer page, long length, boolean table) throws IOException {
        if (length > LARGEST) {
            throw new IllegalArgumentException("No row has " + length + " bytes");
        }
        int local = localBytes((int) length, table);
        ByteBuffer start = page.slice(page.position(), local);
        if (local == length) {
            return List.of(start);
        }
        int next = page.getInt(page.position() + local);
        List<ByteBuffer> all = new ArrayList<>();
        for (boolean newest : new boolean[] {true, false}) {
            ByteBuffer whole = gather(pages, ByteBuffer.allocate((int) length).put(start.duplicate()), next, newest);
            if (whole != null && !all.contains(whole)) {
                all.add(whole);
            }
        }
        return all;
    }

    /** How many of a row's bytes are in its own page. */
    private static int localBytes(int length, boolean table) {
        int most = table ? Pages.SIZE - 35 : (Pages.SIZE - 12) * 64 / 255 - 23;
        if (length <= most) {
            return length;
        }
        int least = (Pages.SIZE - 12) * 32 / 255 - 23;
        int fitting = least + (length - least) % (Pages.SIZE - LINK);
        return fitting <= most ? fitting : least;
    }

    /** Each page adds to it, so that even a loop of pages comes to an end; null if one is missing. */
    private static @Nullable ByteBuffer gather(Pages pages, ByteBuffer whole, int first, boolean newest)
            throws IOException {
        int next = first;
        while (whole.hasRemaining()) {
            if (next < 1 || next > pages.count()) {
                return null;
            }
            List<Pages.Version> versions = pages.versions(next);
            ByteBuffer page = versions.get(newest ? 0 : versions.size() - 1).bytes();
            next = page.getInt(0);
            whole.put(page.slice(LINK, Math.min(whole.remaining(), Pages.SIZE - LINK)));
        }
        return whole.flip();
    }
}
