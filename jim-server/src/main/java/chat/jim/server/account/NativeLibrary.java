package chat.jim.server.account;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Loads SQLite's native library from the jar. By itself SQLite would leave a copy in the folder for temporary files at
 * each start of a program that ends by a signal; here it is gone as soon as it is loaded.
 */
final class NativeLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
    private static final String UNPACK_INTO = "org.sqlite.tmpdir";

    private NativeLibrary() {}

    /**
     * Loads it, if it is not loaded yet.
     *
     * @throws IOException it cannot be unpacked, or there is none for this machine
     */
    static synchronized void load() throws IOException {
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

    /** Some systems keep a library from being deleted while it is loaded: then it stays. */
    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            LOG.debug("{} stays behind: {}", folder, e.getMessage());
        }
    }
}
