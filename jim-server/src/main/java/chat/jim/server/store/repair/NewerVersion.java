package chat.jim.server.store.repair;

import chat.jim.server.store.StoreException;
import chat.jim.server.store.StoreException.Reason;
import chat.jim.server.store.file.DatabaseFile;
import chat.jim.server.store.schema.Definitions;
import chat.jim.server.store.schema.Schema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * Refuses a store that a newer version of this program has written. Reads the bytes of the file, since SQLite would leave other
 * files beside it.
 */
final class NewerVersion {
    /** Where the header of a file has the number of its version. */
    private static final int USER_VERSION = 60;

    private NewerVersion() {}

    /**
     * Checks a file, which may be missing. Nobody may have it open.
     *
     * @throws StoreException a newer version has written it
     */
    static void refuse(Path file) throws IOException, SQLException {
        if (!Files.exists(file)) {
            return;
        }
        try (Pages pages = Pages.of(file, DatabaseFile.log(file))) {
            ByteBuffer page = pages.versions(1).get(0).bytes();
            byte[] header = new byte[Repair.HEADER];
            page.get(0, header);
            int version = page.getInt(USER_VERSION);
            if (version > Schema.VERSION && Repair.isMarked(header) && !Schema.isCurrent(definitions(pages))) {
                throw new StoreException(Reason.NEWER, file + " was written by a newer version of this program", null);
            }
        }
    }

    /** What the file defines. The rows of {@code sqlite_schema} can be told from all others by their values. */
    private static Definitions definitions(Pages pages) throws IOException {
        Definitions found = new Definitions();
        for (int number = 1; number <= pages.count(); number++) {
            for (PageRows.Row row :
                    PageRows.read(pages, pages.versions(number).get(0).bytes(), number)) {
                List<Object> values = row.values();
                if (row.numbered() && values.size() == 5 && values.get(3) instanceof Long) {
                    found.add(text(values, 0), text(values, 1), text(values, 2), text(values, 4));
                }
            }
        }
        return found;
    }

    private static String text(List<Object> values, int index) {
        return values.get(index).toString();
    }
}
