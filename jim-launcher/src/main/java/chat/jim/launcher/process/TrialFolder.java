package chat.jim.launcher.process;

import chat.jim.process.Failure;
import chat.jim.text.Texts;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder for servers that are started for a while: removed with all that is in it when it is closed, unless somebody has named it. */
public record TrialFolder(Path path, boolean isTemporary) implements Closeable {
    private static final Texts TEXTS = Texts.of(TrialFolder.class);

    /**
     * That one, which stays; or a temporary one if none is named.
     *
     * @throws Failure it cannot be made
     */
    public static TrialFolder of(@Nullable Path named) {
        if (named != null) {
            return new TrialFolder(named, false);
        }
        try {
            return new TrialFolder(Files.createTempDirectory("jim"), true);
        } catch (IOException e) {
            throw new Failure(TEXTS.say("trial.nofolder", Failure.reason(e)));
        }
    }

    /**
     * Removes it. May be called from any thread, and again.
     *
     * @throws Failure that cannot be done
     */
    @Override
    public synchronized void close() {
        if (!isTemporary || !Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new Failure(TEXTS.say("trial.folder", path));
        }
    }
}
