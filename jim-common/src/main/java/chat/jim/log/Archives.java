package chat.jim.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * The old files of a log. A thread of its own compresses them: each is there under its own name until the compressed one is
 * on the disk, so none is lost when the program ends meanwhile, and the next start goes on. All else is for one thread.
 */
final class Archives implements Closeable {
    private static final String PACKED = ".gz";
    private static final String UNFINISHED = ".gz.tmp";
    private static final int CHUNK = 1 << 16;
    private static final Comparator<Archive> BY_AGE =
            Comparator.comparing(Archive::written).thenComparingInt(Archive::number);

    private final LogFile.Plan plan;
    private final Pattern names;
    private final ThreadPoolExecutor packer;
    private volatile boolean closed;

    /** A file, when it was written, its number among those of its period, and whether it is compressed. */
    private record Archive(Path path, long bytes, Instant written, int number, boolean packed) {}

    Archives(LogFile.Plan plan) {
        this.plan = plan;
        String date = "[A-Za-z0-9_.'-]*[0-9][A-Za-z0-9_.'-]*";
        names = Pattern.compile(
                Pattern.quote(plan.stem() + ".") + date + (plan.dated() ? "()" : "\\.([0-9]{1,9})") + "\\.log(\\.gz)?");
        packer = new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "log-packer");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Makes the file one of them, of that period. */
    synchronized void add(Path file, String period) throws IOException {
        String prefix = plan.stem() + "." + period + ".";
        int number = 0;
        for (Archive archive : list()) {
            if (archive.path().getFileName().toString().startsWith(prefix)) {
                number = Math.max(number, archive.number() + 1);
            }
        }
        Files.move(file, plan.folder().resolve(prefix + number + ".log"));
    }

    /** Removes those that were written last before a time, and the oldest while all together are too large. */
    synchronized void tidy(Instant before) {
        try {
            List<Archive> all = list();
            all.sort(BY_AGE);
            long bytes = all.stream().mapToLong(Archive::bytes).sum();
            for (Archive oldest : all) {
                if (oldest.written().isBefore(before) || bytes > plan.old()) {
                    Files.deleteIfExists(oldest.path());
                    bytes -= oldest.bytes();
                }
            }
            if (!plan.dated()) {
                packer.execute(this::packAll);
            }
        } catch (IOException | OutOfMemoryError e) { // no rights, or no thread: the next time is soon enough
            return;
        }
    }

    private List<Archive> list() throws IOException {
        List<Archive> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(plan.folder(), plan.stem() + ".*")) {
            for (Path file : files) {
                Matcher name = names.matcher(file.getFileName().toString());
                if (name.matches()) {
                    add(all, file, name);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return all;
    }

    private void add(List<Archive> all, Path file, Matcher name) throws IOException {
        try {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (is.isRegularFile()) {
                int number = plan.dated() ? 0 : Integer.parseInt(name.group(1));
                Instant written = is.lastModifiedTime().toInstant();
                all.add(new Archive(file, is.size(), written, number, name.group(2) != null));
            }
        } catch (NoSuchFileException e) {
            return; // the other thread has just compressed it
        }
    }

    /** What cannot be compressed stays as it is, and the others do not wait for it. */
    private void packAll() {
        try {
            try (DirectoryStream<Path> left =
                    Files.newDirectoryStream(plan.folder(), plan.stem() + ".*" + UNFINISHED)) {
                left.forEach(file -> tryWith(file, Files::delete));
            }
            for (Archive archive : list()) {
                if (!archive.packed() && !closed) {
                    tryWith(archive.path(), this::pack);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return; // the next time is soon enough
        }
    }

    /** Does something with a file that may fail. */
    private interface Work {
        void with(Path file) throws IOException;
    }

    private static void tryWith(Path file, Work work) {
        try {
            work.with(file);
        } catch (IOException e) {
            return; // it stays as it is
        }
    }

    /** Compresses a file, keeps its time and its rights, and only then removes it. */
    private void pack(Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        try {
            if (copyPacked(file, unfinished)) {
                Files.setLastModifiedTime(unfinished, Files.getLastModifiedTime(file));
                replace(file, unfinished);
            }
        } catch (NoSuchFileException e) {
            return; // it was removed meanwhile, being the oldest
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Nobody lists the files meanwhile, and sees neither or both; nor comes back what was removed as the oldest. */
    private synchronized void replace(Path file, Path finished) throws IOException {
        if (Files.exists(file)) {
            Files.move(finished, file.resolveSibling(file.getFileName() + PACKED), StandardCopyOption.ATOMIC_MOVE);
            Files.delete(file);
        }
    }

    /** False if the program ends meanwhile. */
    private boolean copyPacked(Path file, Path target) throws IOException {
        Set<OpenOption> making = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file);
                FileChannel out = FileChannel.open(target, making, rights(file));
                GZIPOutputStream packing = new GZIPOutputStream(Channels.newOutputStream(out), CHUNK)) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                if (closed) {
                    return false;
                }
                packing.write(chunk, 0, count);
            }
            packing.finish();
            out.force(true);
        }
        return true;
    }

    private static FileAttribute<?>[] rights(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(file))}
                : new FileAttribute<?>[0];
    }

    /** Ends the compression where it is. */
    @Override
    public void close() {
        closed = true;
        packer.shutdown(); // no interrupt, which would close its channel
        try {
            packer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
