package chat.jim.server.store.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Loads SQLite's native library from the jar. By itself SQLite would leave a copy in the folder for temporary files at
 * each start of a program that ends by a signal, and compare it with the jar byte by byte; here it is gone as soon as it is
 * loaded.
 */
final class NativeLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
    private static final String UNPACK_INTO = "org.sqlite.tmpdir";
    private static final String LOAD_FROM = "org.sqlite.lib.path";

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
            unpack(folder);
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            throw new IOException("SQLite cannot be loaded: " + e.getMessage(), e);
        } finally {
            delete(folder);
        }
    }

    /** Where the jar has none for this machine, SQLite may know of another place. */
    private static void unpack(Path folder) throws IOException {
        String name = LibraryLoaderUtil.getNativeLibName();
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
        try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (library != null && System.getProperty(LOAD_FROM) == null) {
                Files.copy(library, folder.resolve(name));
                System.setProperty(LOAD_FROM, folder.toString());
            }
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
