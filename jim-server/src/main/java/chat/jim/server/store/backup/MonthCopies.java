package chat.jim.server.store.backup;

import chat.jim.server.store.StoreException;
import chat.jim.server.store.StoreException.Reason;
import chat.jim.server.store.file.DatabaseFile;
import chat.jim.server.store.month.Month;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copies of the history's months: one of each, which is made anew when the month has changed. That of a month that is gone
 * stays under another name for as long as the oldest backup that is kept.
 */
final class MonthCopies {
    private static final Logger LOG = LoggerFactory.getLogger(MonthCopies.class);

    private static final String GONE = ".gone-";

    private final Path months;
    private final Path copies;

    /** Copies what is in one folder, which may be missing, into another. */
    MonthCopies(Path months, Path copies) {
        this.months = months;
        this.copies = copies;
    }

    /**
     * Brings the copies to what the months are now.
     *
     * @param renames whether the copies of months that are gone get another name
     */
    void update(Instant now, boolean renames) throws IOException {
        if (!Files.isDirectory(months) && !Files.isDirectory(copies)) {
            return;
        }
        DatabaseFile.createDirectory(copies);
        for (Path month : months(months)) {
            copy(month, copies.resolve(month.getFileName()));
        }
        for (Path copy : renames ? months(copies) : List.<Path>of()) {
            if (!Files.exists(months.resolve(copy.getFileName()))) {
                Files.move(copy, copy.resolveSibling(copy.getFileName() + GONE + BackupFile.stamp(now)));
            }
        }
    }

    /** Deletes those of months that were gone before a time. */
    void forgetGoneBefore(Instant oldest) throws IOException {
        for (Path copy : files(copies)) {
            String name = copy.getFileName().toString();
            int at = name.indexOf(GONE);
            if (at > 0 && name.substring(at + GONE.length()).compareTo(BackupFile.stamp(oldest)) < 0) {
                Files.delete(copy);
            }
        }
    }

    /** The copy has the time at which its month was changed last. Whatever clock made that: another time is another content. */
    private static void copy(Path month, Path copy) throws IOException {
        FileTime changed = changed(month);
        boolean current = Files.exists(copy) && Files.getLastModifiedTime(copy).equals(changed);
        if (current || Files.size(month) == 0) {
            return;
        }
        try {
            FileCopy.make(month, copy);
            Files.setLastModifiedTime(copy, changed);
        } catch (StoreException e) {
            if (e.reason() != Reason.DAMAGED && Files.exists(month)) {
                throw e;
            }
            LOG.warn("There is no new copy of {}: {}", month, e.getMessage());
        }
    }

    private static FileTime changed(Path month) throws IOException {
        FileTime time = Files.getLastModifiedTime(month);
        Path log = DatabaseFile.log(month);
        if (!Files.exists(log)) {
            return time;
        }
        FileTime ofLog = Files.getLastModifiedTime(log);
        return ofLog.compareTo(time) > 0 ? ofLog : time;
    }

    private static List<Path> months(Path folder) throws IOException {
        return files(folder).stream()
                .filter(file -> Month.ofFile(file.getFileName().toString()) != null)
                .toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
