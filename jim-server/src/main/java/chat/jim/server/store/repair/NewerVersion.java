package chat.jim.server.store.repair;

import chat.jim.server.store.StoreException;
import chat.jim.server.store.file.DatabaseFile;
import chat.jim.server.store.schema.Schema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Refuses a store that a newer version of this program has written. Reads the bytes of the file (sqlite.org/fileformat2.html),
 * since SQLite would leave other files beside it, and without those would not see what is in the write-ahead log only.
 */
final class NewerVersion {
    /** Bytes in the header of a file. */
    private static final int HEADER = 100;

    private static final int USER_VERSION = 60;
    private static final int APPLICATION_ID = 68;

    private NewerVersion() {}

    /**
     * Checks a file, which may be missing. Nobody may have it open.
     *
     * @throws StoreException a newer version has written it
     */
    static void refuse(Path file) throws IOException {
        if (Files.exists(file)) {
            ByteBuffer header = header(file);
            if (header.getInt(APPLICATION_ID) == Schema.MARK) {
                Schema.refuseNewer(header.getInt(USER_VERSION));
            }
        }
    }

    /** The header as it was written last: that of the last first page in the log, or else of the file. */
    private static ByteBuffer header(Path file) throws IOException {
        ByteBuffer newest;
        try (FileChannel channel = FileChannel.open(file)) {
            newest = DamagedLog.read(channel, 0, HEADER);
        }
        if (!Files.exists(DatabaseFile.log(file))) {
            return newest;
        }
        try (FileChannel log = FileChannel.open(DatabaseFile.log(file))) {
            long salt = DamagedLog.read(log, 0, DamagedLog.HEADER).getLong(16);
            ByteBuffer unfinished = null;
            for (long at = DamagedLog.HEADER; at < log.size(); at += DamagedLog.FRAME) {
                ByteBuffer frame = DamagedLog.read(log, at, DamagedLog.FRAME_HEADER + HEADER);
                if (frame.getLong(8) != salt) {
                    break; // it is of an older log in the same file
                }
                if (frame.getInt(0) == 1) {
                    unfinished = frame.slice(DamagedLog.FRAME_HEADER, HEADER);
                }
                if (frame.getInt(4) != 0 && unfinished != null) {
                    newest = unfinished;
                }
            }
        }
        return newest;
    }
}
