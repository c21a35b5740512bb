package chat.jim.server.store.history;

import chat.jim.server.store.StoreException;
import chat.jim.server.store.StoreException.Reason;
import chat.jim.server.store.file.DatabaseFile;
import chat.jim.server.store.file.Replacement;
import chat.jim.server.store.month.Month;
import chat.jim.server.store.month.MonthReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the months in their folder. All methods may be called from any thread. A file is not removed or renamed while
 * it is being opened: SQLite would make new files beside it. But those who have it open may read on.
 */
final class MonthFiles {
    private static final Logger LOG = LoggerFactory.getLogger(MonthFiles.class);

    private final Path folder;
    private final NavigableSet<Month> months = new ConcurrentSkipListSet<>();

    /** Those whose files are still to be set aside. */
    private final Queue<Month> damaged = new ConcurrentLinkedQueue<>();

    /** Those that a newer version of this program has written. */
    private final Set<Month> newer = ConcurrentHashMap.newKeySet();

    /** Those that are in a folder, which is made if it is missing, readable by its owner only. */
    MonthFiles(Path folder) throws IOException {
        this.folder = folder;
        DatabaseFile.createDirectory(folder);
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> Month.ofFile(file.getFileName().toString()))
                    .filter(Objects::nonNull)
                    .forEach(months::add);
        }
    }

    /** The months that have files, the oldest first. Changes while others make and remove files. */
    NavigableSet<Month> months() {
        return months;
    }

    Path file(Month month) {
        return folder.resolve(month.file());
    }

    /** Leaves the file of a month alone, which a newer version of this program has written. */
    void leave(Month month) {
        if (months.remove(month) && newer.add(month)) {
            LOG.warn("{} was written by a newer version of this program, and is left alone", file(month));
        }
    }

    /** Opens a month; null if it is gone, or there is nothing in it yet. */
    synchronized @Nullable MonthReader open(Month month) {
        if (!months.contains(month)) {
            return null;
        }
        try {
            return MonthReader.open(file(month));
        } catch (StoreException e) {
            if (e.reason() == Reason.DAMAGED) {
                abandon(month);
            }
            throw e;
        }
    }

    /** Does not use a month any more that was found damaged, unless another file has taken the place of that one. */
    synchronized void abandon(Month month, MonthReader found) {
        if (found.isInPlace()) {
            abandon(month);
        }
    }

    private void abandon(Month month) {
        if (months.remove(month)) {
            damaged.add(month);
        }
    }

    /** A month that is to be set aside; null if there is none. */
    @Nullable
    Month pollDamaged() {
        return damaged.poll();
    }

    /** Makes the file of a month, if it is missing. */
    void create(Month month) {
        Path file = file(month);
        if (newer.contains(month)) {
            throw new StoreException(file + " was written by a newer version of this program", null);
        }
        try {
            DatabaseFile.createDirectory(folder);
            DatabaseFile.create(file);
            months.add(month);
        } catch (IOException e) {
            throw new StoreException(file + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** Deletes the files of a month, which stays if that fails. Nobody here may open them to write. */
    synchronized void delete(Month month) throws IOException {
        try {
            for (Path file : files(month)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            months.add(month); // its messages would be back after the next start
            throw e;
        }
    }

    /** Gives the file of a month, which is damaged, another name. Nobody here may open it to write. */
    synchronized void setAside(Month month) {
        Path file = file(month);
        if (!Files.exists(file)) {
            return;
        }
        Replacement replacement = new Replacement(file, "damaged");
        try {
            replacement.moveAside();
            LOG.warn(
                    "The history of {} is damaged and not used any more: its file is now {}",
                    month,
                    replacement.aside());
        } catch (IOException e) {
            LOG.warn(
                    "The history of {} is damaged and not used any more, but cannot be renamed: {}",
                    month,
                    e.toString());
        }
    }

    /** How many bytes the files of a month take. */
    long bytes(Month month) {
        return files(month).stream()
                .map(Path::toFile)
                .mapToLong(file -> file.length())
                .sum();
    }

    private List<Path> files(Month month) {
        Path file = file(month);
        return List.of(DatabaseFile.log(file), DatabaseFile.index(file), file);
    }
}
