package chat.jim.client.personal;

import chat.jim.protocol.Address;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Up to which message somebody has read the rooms of a server: in a file that only its owner may read, with a line for each
 * user and room. A convenience: what cannot be read or written is as if nothing had been read. May be used from any thread.
 */
public final class SeenRooms {
    private static final Logger LOG = LoggerFactory.getLogger(SeenRooms.class);
    private static final Pattern FORM = Pattern.compile("(\\S+ #\\S*) ([0-9]{1,18})");
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_LINES = 5_000;

    /** Null keeps them for this session only. */
    private final @Nullable Path file;

    /** The ids by the keys of user and room. Guarded by this. */
    private final Map<String, Long> ids = new HashMap<>();

    private SeenRooms(@Nullable Path file) {
        this.file = file;
    }

    /** Nothing was read, and what is read is kept nowhere. */
    public static SeenRooms ofSession() {
        return new SeenRooms(null);
    }

    /** What stands in the file for the server of that address, in that folder. */
    public static SeenRooms in(Path folder, String host, int port) {
        SeenRooms seen = new SeenRooms(folder.resolve("seen-" + host.replaceAll("[^A-Za-z0-9.-]", "_") + "-" + port));
        seen.read();
        return seen;
    }

    /** The file may have been written by another client of the person in the meantime: the greater id holds. */
    private synchronized void read() {
        if (file == null || !Files.isRegularFile(file)) {
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .map(FORM::matcher)
                    .filter(Matcher::matches)
                    .limit(MOST_LINES)
                    .forEach(line -> ids.merge(line.group(1), Long.valueOf(line.group(2)), Math::max));
        } catch (IOException e) {
            LOG.info("Cannot read what was seen: {}", e.toString());
        }
    }

    /** The last message that a user has read of a room; null if that one was never there. */
    public synchronized @Nullable Long last(Address user, Address room) {
        return ids.get(key(user, room));
    }

    /** A user has read a room up to that message. */
    public synchronized void add(Address user, Address room, long id) {
        ids.merge(key(user, room), id, Math::max);
    }

    /** Writes all to the file. */
    public synchronized void save() {
        if (file == null) {
            return;
        }
        read();
        String lines = ids.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MOST_LINES)
                .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                .collect(Collectors.joining());
        try {
            PrivateFiles.replace(file, null, lines.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.info("Cannot write what was seen: {}", e.toString());
        }
    }

    private static String key(Address user, Address room) {
        return user.key() + " " + room.key();
    }
}
