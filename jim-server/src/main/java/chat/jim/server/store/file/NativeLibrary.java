package chat.jim.server.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final String UNPACK_INTO = "org.sqlite.tmpdir";

    private NativeLibrary() {}

    /**
     * Loads the library, if it is not loaded yet.
     *
     * @throws IOException it cannot be unpacked, or there is none for this machine
     */
    public static synchronized void load() throws IOException {
        if (System.getProperty(UNPACK_INTO) != null) {
            return;
        }
        Path folder = Files.createTempDirectory("jim-sqlite");
        System.setProperty(UNPACK_INTO, folder.toString());
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            throw new IOException("SQLite cannot be loaded: " + e.getMessage(), e);
        } finally {
            delete(folder);
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
