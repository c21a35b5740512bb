package chat.jim.server.store.backup;

import chat.jim.log.Audit;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.file.DatabaseFile;
import chat.jim.server.store.file.FolderTakenException;
import chat.jim.server.store.file.NativeLibrary;
import chat.jim.server.store.file.ServerLock;
import chat.jim.server.store.file.StoreLock;
import chat.jim.server.store.month.Month;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the backups of a store, on which anybody may be working, and keeps some of them. May be used from any thread; one
 * backup is made at a time.
 */
public final class Backups {
    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);

    /** The folder of the history, beside the store and beside its backups. */
    static final String HISTORY = "history";

    private static final String LOCK = "backup.lock";

    /** After one that failed. */
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final Path data;
    private final InstantSource clock;
    private volatile Plan plan;
    private volatile @Nullable Result last;
    private volatile @Nullable Instant newest;

    /** When the next one may be tried. Only the thread of {@link #tick} uses these two. */
    private Instant next = Instant.MIN;

    private boolean failing;

    /**
     * A backup that was made.
     *
     * @param took how long it took
     * @param bytes how large the file is, without the copies of the history
     */
    public record Result(Path file, Instant time, Duration took, long bytes, Counts counts) {}

    /**
     * How backups are made.
     *
     * @param folder where they are kept
     * @param kept which of them are; with {@link Retention#ALL} nothing in the folder is deleted or renamed
     * @param every how often one is made; zero for never
     */
    public record Plan(Path folder, Retention kept, Duration every) {}

    /** Those of the store in the folder {@code data}. */
    public Backups(Path data, Plan plan, InstantSource clock) {
        this.data = data;
        this.plan = plan;
        this.clock = clock;
    }

    /** Where they are. */
    public Path folder() {
        return plan.folder();
    }

    /** Follows another plan from now on. */
    public void use(Plan next) {
        plan = next;
    }

    /** The folder of the backups if nobody names one. */
    public static Path usualFolder(Path data) {
        return data.resolve("backup");
    }

    /**
     * Whether a folder can have the backups of the folder {@code data}: not if the copies of the history would take the
     * places of the months themselves, nor if it has the data of any server.
     */
    public static boolean isFit(Path folder, Path data) {
        Path months = real(data.resolve(HISTORY));
        return !StoreLock.isIn(folder)
                && !real(folder).equals(real(data))
                && !real(folder).equals(months)
                && !real(folder.resolve(HISTORY)).equals(months);
    }

    /** A path without links, as far as it is there. */
    private static Path real(Path path) {
        Path whole = path.toAbsolutePath();
        for (Path there = whole; there != null; there = there.getParent()) {
            try {
                return there.toRealPath().resolve(there.relativize(whole)).normalize();
            } catch (IOException e) {
                // It is missing: then its parent.
            }
        }
        return whole.normalize();
    }

    /** The last one that was made here; null if there is none yet. */
    public @Nullable Result last() {
        return last;
    }

    /** When the newest one was made, perhaps before this start; null if that is not known yet, or there is none. */
    public @Nullable Instant newest() {
        return newest;
    }

    /**
     * Makes one if the newest is as old as the plan allows, or later than now by its name. If that fails, it is tried again
     * after some minutes, and the first time there is a warning. For one thread, which calls it often.
     */
    public void tick() {
        Instant now = clock.instant();
        Plan current = plan;
        try {
            if (current.every().isZero() || now.isBefore(next) || !isDue(current, now)) {
                return;
            }
            run(current, Audit.of("backup"));
            if (failing) {
                LOG.info("The store can be copied again");
            }
            failing = false;
        } catch (IOException | StoreException e) {
            next = now.plus(PAUSE);
            if (!failing) {
                LOG.warn(
                        "No backup could be made in {}, it is tried again every {} minutes: {}",
                        current.folder(),
                        PAUSE.toMinutes(),
                        e.toString());
            }
            failing = true;
        }
    }

    private boolean isDue(Plan plan, Instant now) throws IOException {
        newest = BackupFile.in(plan.folder()).stream()
                .map(BackupFile::time)
                .filter(time -> !time.isAfter(now))
                .max(Comparator.naturalOrder())
                .orElse(null);
        Instant made = newest;
        return made == null || !made.isAfter(now.minus(plan.every()));
    }

    /**
     * Makes one now, reads it again to see whether it is whole, and deletes those that are kept no longer.
     *
     * @throws FolderTakenException another process makes one in the same folder
     * @throws StoreException the store cannot be read, or is damaged, or there is no room
     */
    public Result run() throws IOException {
        return run(plan, Audit.of("backup"));
    }

    /** Does the same for somebody, whom the line of the audit file names. */
    public Result run(Audit event) throws IOException {
        return run(plan, event);
    }

    private synchronized Result run(Plan current, Audit event) throws IOException {
        long begun = System.nanoTime();
        Instant now = clock.instant();
        Path folder = current.folder();
        boolean deletes = !current.kept().equals(Retention.ALL);
        NativeLibrary.load(data);
        DatabaseFile.createDirectory(folder);
        ServerLock lock = ServerLock.acquire(folder, LOCK);
        try {
            Path copies = folder.resolve(HISTORY);
            removeParts(folder);
            removeParts(copies);
            MonthCopies months = new MonthCopies(data.resolve(HISTORY), copies);
            months.update(now, deletes);
            Path target = BackupFile.unused(folder, "", now);
            Counts counts = FileCopy.make(DatabaseFile.in(data), target);
            if (deletes) {
                prune(folder, current.kept(), months);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            Result result = new Result(target, now, took, Files.size(target), counts);
            LOG.info("Made the backup {} in {} ms: {}", target, took.toMillis(), counts);
            event.with("file", target).write();
            last = result;
            newest = now;
            return result;
        } finally {
            lock.close();
        }
    }

    /** Those that a kill has left. Other files of somebody may have such an ending, too. */
    private static void removeParts(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    if (isPart(file)) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    private static boolean isPart(Path file) {
        String name = file.getFileName().toString();
        if (!name.endsWith(FileCopy.PART) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        String whole = name.substring(0, name.length() - FileCopy.PART.length());
        return BackupFile.isName(whole) || Month.ofFile(whole) != null;
    }

    /** The backup is made, whatever comes of this. */
    private static void prune(Path folder, Retention kept, MonthCopies months) {
        try {
            deleteSuperfluous(folder, kept, months);
        } catch (IOException e) {
            LOG.warn("The old backups in {} cannot be deleted: {}", folder, e.toString());
        }
    }

    private static void deleteSuperfluous(Path folder, Retention kept, MonthCopies months) throws IOException {
        List<BackupFile> all = BackupFile.in(folder);
        List<BackupFile> superfluous = kept.superfluous(all);
        for (BackupFile backup : superfluous) {
            Files.deleteIfExists(backup.path());
            LOG.info("Deleted the backup {}", backup.path());
        }
        for (BackupFile backup : all) {
            if (!superfluous.contains(backup)) {
                months.forgetGoneBefore(backup.time());
                return;
            }
        }
    }

    /**
     * Makes one of a store that is to be migrated, which stays until somebody removes it. Nobody may have it open.
     *
     * @return where it is
     */
    public static Path beforeMigration(Path file, int version, Path folder) throws IOException {
        DatabaseFile.createDirectory(folder);
        Path target = BackupFile.unused(folder, "v" + version + "-", Instant.now());
        Counts counts = FileCopy.make(file, target);
        LOG.info("Made the backup {} before {} is brought to this version: {}", target, file, counts);
        return target;
    }
}
