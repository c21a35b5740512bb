package chat.jim.server.store.file;

import chat.jim.server.store.StoreException;
import chat.jim.server.store.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Loads SQLite's native library, and deletes the copy that was unpacked for that. SQLite itself would delete the copy when
 * Java exits, which a program that is ended by a signal does not live to see.
 */
public final class NativeLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

    /** The operator may name a folder by this; SQLite unpacks the library into the one that it names. */
    private static final String UNPACK_INTO = "org.sqlite.tmpdir";

    private static boolean loaded;

    private NativeLibrary() {}

    /**
     * Loads the library, if it is not loaded yet: from the folder for temporary files, or from another one if no program may
     * run from there.
     *
     * @throws StoreException it can be loaded from neither, or there is none for this machine
     */
    public static synchronized void load(Path otherwise) {
        if (loaded) {
            return;
        }
        String named = System.getProperty(UNPACK_INTO);
        List<Path> places = named == null
                ? List.of(Path.of(System.getProperty("java.io.tmpdir")), otherwise)
                : List.of(Path.of(named));
        for (Path place : places) {
            if (isLoadedFrom(place)) {
                loaded = true;
                return;
            }
        }
        throw new StoreException(
                Reason.UNLOADABLE, places.stream().map(Path::toString).collect(Collectors.joining(", ")), null);
    }

    private static boolean isLoadedFrom(Path place) {
        try {
            Path folder = Files.createTempDirectory(place, "jim-sqlite");
            System.setProperty(UNPACK_INTO, folder.toString());
            try {
                return SQLiteJDBCLoader.initialize();
            } finally {
                delete(folder);
            }
        } catch (Exception e) {
            LOG.warn("SQLite's native library cannot be loaded from {}: {}", place, e.getMessage());
            return false;
        }
    }

    /** Some systems do not delete a library while it is loaded: there the copy stays. */
    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            LOG.debug("{} cannot be deleted: {}", folder, e.getMessage());
        }
    }
}
