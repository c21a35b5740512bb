package chat.jim.server.store.repair;

import chat.jim.server.store.StoreException;
import chat.jim.server.store.file.DatabaseFile;
import chat.jim.server.store.file.FolderTakenException;
import chat.jim.server.store.schema.Schema;
import chat.jim.server.store.sql.Connections;
import chat.jim.server.store.sql.SqliteErrors;
import chat.jim.server.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteException;

/**
 * Opens a store, and repairs it first if its file is damaged: everything in it that is whole is copied into a new file,
 * which takes its place. The damaged file is kept under another name.
 */
public final class Repair {
    private static final Logger LOG = LoggerFactory.getLogger(Repair.class);

    /** The first bytes of each SQLite file. */
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    /** Bytes in the header of an SQLite file. */
    static final int HEADER = 100;

    private static final int APPLICATION_ID = 68;
    private static final byte[] OURS = "JIM1".getBytes(StandardCharsets.US_ASCII);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path file;

    /** The new file while it is being filled, and once it is complete. */
    private final Path begun;

    private final Path complete;

    /** Where the damaged file goes. */
    private final Path aside;

    private Repair(Path file) {
        this.file = file;
        begun = file.resolveSibling(file.getFileName() + ".repairing");
        complete = file.resolveSibling(file.getFileName() + ".repaired");
        aside = unused(file.resolveSibling(file.getFileName() + ".damaged-" + TIME.format(Instant.now())));
    }

    /**
     * Opens the store in {@code directory} as {@link SqliteStore#open} does. While another process has it open, it is not
     * checked.
     *
     * @param onRepair gets the report, if the store was repaired
     * @throws StoreException the file belongs to another program or a newer version, or is busy
     * @throws IOException the directory or the file cannot be made
     */
    public static SqliteStore openStore(Path directory, Consumer<RepairReport> onRepair) throws IOException {
        return SqliteStore.open(directory, new Check(onRepair), false);
    }

    /**
     * The same for a server, of which there can be one in a folder.
     *
     * @throws FolderTakenException another server has it open
     */
    public static SqliteStore openServersStore(Path directory, Consumer<RepairReport> onRepair) throws IOException {
        return SqliteStore.open(directory, new Check(onRepair), true);
    }

    private record Check(Consumer<RepairReport> onRepair) implements SqliteStore.Check {
        @Override
        public void refuse(Path file) throws IOException {
            try {
                NewerVersion.refuse(file);
            } catch (SQLException e) {
                throw Connections.cannotBeOpened(file, e);
            }
        }

        @Override
        public void repair(Path file) throws IOException {
            RepairReport report;
            try {
                report = new Repair(file).run();
            } catch (SQLException e) {
                throw Connections.cannotBeOpened(file, e);
            }
            if (report != null) {
                onRepair.accept(report);
            }
        }
    }

    private @Nullable RepairReport run() throws IOException, SQLException {
        if (Files.exists(complete)) {
            LOG.info("Finishing a repair that was interrupted");
            replace();
        }
        if (!Files.exists(file) || (looksWhole() && isWhole())) {
            return null;
        }
        RepairReport report = salvage();
        replace();
        LOG.warn(
                "Repaired {}, which was damaged: kept {} accounts and {} messages;"
                        + " known to be lost: {} messages ({}), {} contacts; blocked: {}; the damaged file is {}",
                file,
                report.accounts(),
                report.messages(),
                report.lost(),
                report.losers(),
                report.lostContacts(),
                report.blocked(),
                report.aside());
        return report;
    }

    /** Checks what SQLite would not report, or would even delete. */
    private boolean looksWhole() throws IOException {
        try (Pages pages = Pages.of(file, DatabaseFile.log(file))) {
            if (pages.log().unfinished()) {
                LOG.info("Undoing the last changes in {}, which were not finished", file);
            }
            byte[] header = pages.header();
            boolean writable = header[18] <= 2;
            return pages.length() >= Pages.SIZE
                    && startsWith(header, MAGIC)
                    && writable
                    && !pages.log().damaged();
        }
    }

    private boolean isWhole() throws SQLException {
        try (Connection database = Connections.unchanging(file)) {
            return Schema.isWhole(database);
        } catch (SQLiteException e) {
            if (SqliteErrors.preventsReading(e)) {
                throw e;
            }
            LOG.debug("{} is damaged: {}", file, e.getMessage());
            return false;
        }
    }

    private RepairReport salvage() throws IOException, SQLException {
        delete(begun);
        DatabaseFile.create(begun);
        try (Pages pages = Pages.of(file, DatabaseFile.log(file))) {
            RepairReport report = Salvage.copy(pages, begun, aside);
            if (report.accounts() + report.messages() == 0 && !isOurs(pages)) {
                delete(begun);
                throw Connections.cannotBeOpened(file, new IOException("it is not a store of this program"));
            }
            flush(begun);
            Files.move(begun, complete, StandardCopyOption.ATOMIC_MOVE);
            return report;
        }
    }

    /** Whether a file without any readable row is a store: another program's file of that name is left alone. */
    private static boolean isOurs(Pages pages) throws IOException {
        byte[] header = pages.header();
        int length = (int) Math.min(pages.length(), HEADER);
        boolean sqlite = startsWith(header, Arrays.copyOf(MAGIC, Math.min(length, MAGIC.length)));
        return sqlite
                && (length < HEADER
                        || isMarked(header)
                        || new String(header, StandardCharsets.US_ASCII).contains("CREATE TABLE account"));
    }

    /** Whether the beginning of a file is that of an SQLite file with the mark of this program. */
    static boolean isMarked(byte[] header) {
        return startsWith(header, MAGIC) && startsWith(Arrays.copyOfRange(header, APPLICATION_ID, header.length), OURS);
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    /** Can be repeated from any point at which it was interrupted. */
    private void replace() throws IOException {
        move(file, aside);
        move(DatabaseFile.log(file), DatabaseFile.log(aside));
        Files.deleteIfExists(DatabaseFile.index(file));
        Files.move(complete, file, StandardCopyOption.ATOMIC_MOVE);
        flushFolder();
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to);
        }
    }

    private static void delete(Path file) throws IOException {
        Files.deleteIfExists(DatabaseFile.log(file));
        Files.deleteIfExists(DatabaseFile.index(file));
        Files.deleteIfExists(file);
    }

    private static void flush(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Makes the renaming survive a power loss. Not every system needs or allows it. */
    private void flushFolder() {
        Path folder = file.toAbsolutePath().getParent();
        try (FileChannel channel = FileChannel.open(folder)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debug("{} cannot be flushed: {}", folder, e.getMessage());
        }
    }

    private static Path unused(Path file) {
        Path unused = file;
        for (int i = 2; Files.exists(unused); i++) {
            unused = file.resolveSibling(file.getFileName() + "-" + i);
        }
        return unused;
    }
}
