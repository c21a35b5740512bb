package chat.jim.server.cluster.node;

import chat.jim.server.store.file.DatabaseFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the last id of this node in the folder of its data. Use it only under the lock of that folder: who has it knows that
 * the process which wrote the id is dead. If the file cannot be used, its names are free after the patience of the others.
 */
public final class NodeIdFile {
    private static final Logger LOG = LoggerFactory.getLogger(NodeIdFile.class);

    private final Path file;
    private final Path next;

    /** In that folder. */
    public NodeIdFile(Path folder) {
        file = folder.resolve(DatabaseFile.NODE);
        next = folder.resolve("node.new");
    }

    /** The last id; null if none is known. */
    @Nullable
    String last() {
        try {
            String id = Files.exists(file) ? Files.readString(file).strip() : "";
            return Node.isId(id) ? id : null;
        } catch (IOException e) {
            LOG.warn("The last id of this node cannot be read from {}: {}", file, e.toString());
            return null;
        }
    }

    /** Keeps an id, before anything stands under it in the engine. */
    void keep(String id) {
        try {
            Files.deleteIfExists(next);
            DatabaseFile.create(next); // which only its owner can read
            Files.writeString(next, id + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("The id of this node cannot be written to {}: {}", file, e.toString());
        }
    }
}
