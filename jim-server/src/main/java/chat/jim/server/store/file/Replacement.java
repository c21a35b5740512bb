package chat.jim.server.store.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An SQLite file that is to take the place of another one, which is kept under a name of its own. After a kill at any moment
 * the old one is there, or the new one can be put into its place. For files that nobody has open.
 */
public final class Replacement {
    private static final Logger LOG = LoggerFactory.getLogger(Replacement.class);

    /** The end of the name of a file that is to be put into its place. */
    public static final String COMPLETE = ".new";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path file;
    private final Path begun;
    private final Path complete;
    private final Path aside;

    /** @param why a word for the name that the old file gets */
    public Replacement(Path file, String why) {
        this(file, unused(file.resolveSibling(file.getFileName() + "." + why + "-" + TIME.format(Instant.now()))));
    }

    private Replacement(Path file, Path aside) {
        this.file = file;
        this.aside = aside;
        begun = file.resolveSibling(file.getFileName() + ".part");
        complete = file.resolveSibling(file.getFileName() + COMPLETE);
    }

    private static Path unused(Path file) {
        Path unused = file;
        for (int i = 2; Files.exists(unused); i++) {
            unused = file.resolveSibling(file.getFileName() + "-" + i);
        }
        return unused;
    }

    /** An empty file, to be filled. */
    public Path begin() throws IOException {
        abandon();
        DatabaseFile.create(begun);
        return begun;
    }

    /** Where the old file goes. */
    public Path aside() {
        return aside;
    }

    /** Deletes what was begun. */
    public void abandon() throws IOException {
        DatabaseFile.delete(begun);
    }

    /** Puts the file that was filled into its place. */
    public void finish() throws IOException {
        flush(begun);
        Files.move(begun, complete, StandardCopyOption.ATOMIC_MOVE);
        flushFolder(file);
        replace();
    }

    /** Finishes what a kill has interrupted for a file, if there is something. */
    public static void finishInterrupted(Path file) throws IOException {
        Replacement replacement = new Replacement(file, "replaced");
        if (Files.exists(replacement.complete)) {
            LOG.info("Putting {} into its place, which was interrupted", replacement.complete);
            Path moved = Files.exists(file) ? null : lastAside(file);
            (moved == null ? replacement : new Replacement(file, moved)).replace();
        }
    }

    /** Where the old file has gone, whose log is still to follow; null if there is none. */
    private static @Nullable Path lastAside(Path file) throws IOException {
        Pattern form = Pattern.compile(Pattern.quote(file.getFileName() + ".") + "[a-z-]+-(\\d{8}-\\d{6}(?:-\\d+)?)");
        String last = "";
        Path moved = null;
        try (Stream<Path> files = Files.list(file.toAbsolutePath().getParent())) {
            for (Path one : files.toList()) {
                Matcher name = form.matcher(one.getFileName().toString());
                if (name.matches()
                        && !Files.exists(DatabaseFile.log(one))
                        && name.group(1).compareTo(last) > 0) {
                    last = name.group(1);
                    moved = file.resolveSibling(one.getFileName());
                }
            }
        }
        return moved;
    }

    /** Can be repeated from any point at which it was interrupted. */
    private void replace() throws IOException {
        moveAside();
        Files.move(complete, file, StandardCopyOption.ATOMIC_MOVE);
        flushFolder(file);
    }

    /** Moves the old file out of its place. */
    public void moveAside() throws IOException {
        move(file, aside);
        move(DatabaseFile.log(file), DatabaseFile.log(aside));
        Files.deleteIfExists(DatabaseFile.index(file));
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to);
        }
    }

    /** Has the disk keep what a file holds. */
    public static void flush(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Makes the renaming of a file survive a power loss. Not every system needs or allows it. */
    public static void flushFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        try (FileChannel channel = FileChannel.open(folder)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debug("{} cannot be flushed: {}", folder, e.getMessage());
        }
    }
}
