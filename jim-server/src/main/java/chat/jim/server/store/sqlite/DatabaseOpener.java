package chat.jim.server.store.sqlite;

import chat.jim.server.store.file.DatabaseFile;
import chat.jim.server.store.file.OpenedFile;
import chat.jim.server.store.file.Replacement;
import chat.jim.server.store.schema.Schema;
import chat.jim.server.store.sql.Connections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the SQLite file of a server. */
public final class DatabaseOpener {
    /** Of the pragma auto_vacuum. */
    private static final int INCREMENTAL = 2;

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseOpener.class);

    private DatabaseOpener() {}

    /** Opens the file in {@code directory}, makes it if it is missing, and migrates it to this version. */
    public static Database open(Path directory) throws IOException {
        Path file = DatabaseFile.in(directory);
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            Connection database = Connections.safe(file);
            try {
                prepare(database, file);
                Database opened = new Database(database, new OpenedFile(file));
                opened.measure();
                return opened;
            } catch (SQLException | IOException | RuntimeException e) {
                database.close();
                throw e;
            }
        } catch (SQLException e) {
            throw Connections.cannotBeOpened(file, e);
        }
    }

    /** At no moment is there a file without tables, which the next start would take for a damaged one. */
    private static void make(Path file) throws SQLException, IOException {
        Replacement replacement = new Replacement(file, "replaced");
        try {
            Path begun = replacement.begin();
            try (Connection database = Connections.safe(begun)) {
                prepare(database, begun);
            }
            replacement.finish();
        } finally {
            replacement.abandon();
        }
    }

    private static void prepare(Connection database, Path file) throws SQLException, IOException {
        if (!shrinks(database)) {
            prepareToShrink(database, file);
        }
        Schema.migrate(database);
        if (!shrinks(database)) {
            rewrite(database, file);
        }
    }

    /** Whether the file can become shorter. */
    private static boolean shrinks(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA auto_vacuum")) {
            return row.getInt(1) == INCREMENTAL;
        }
    }

    /** Makes the file able to become shorter as soon as it is written anew, which a migration does. */
    private static void prepareToShrink(Connection database, Path file) throws SQLException, IOException {
        long megabytes = Files.size(file) >> 20;
        if (megabytes > 0) {
            LOG.info("Writing {} anew once, so that it can become shorter: {} MB", file, megabytes);
        }
        try (Statement statement = database.createStatement()) {
            statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
        }
    }

    /** Without room for a second file, or while another process writes, it stays as it is until the next start. */
    private static void rewrite(Connection database, Path file) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("VACUUM");
        } catch (SQLException e) {
            LOG.warn("{} cannot be written anew, and does not become shorter: {}", file, e.getMessage());
        }
    }

    /** Opens another connection to a file that is open already. */
    public static Database connect(Path directory) throws IOException {
        Path file = DatabaseFile.in(directory);
        try {
            return new Database(Connections.safe(file), new OpenedFile(file));
        } catch (SQLException e) {
            throw Connections.cannotBeOpened(file, e);
        }
    }
}
