package chat.jim.server.store.backup;

import chat.jim.server.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A backup of a store in its folder.
 *
 * @param time when it was made, as its name says
 */
public record BackupFile(Path path, Instant time) {
    private static final Logger LOG = LoggerFactory.getLogger(BackupFile.class);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final String STAMP = "\\d{8}T\\d{6}Z";
    private static final String START = "jim-";
    private static final String END = ".db";

    /** The newest one in a folder that is whole; null if there is none. The folder may be missing. */
    public static @Nullable Path newestWhole(Path folder) throws IOException {
        List<BackupFile> all = in(folder);
        for (int i = all.size() - 1; i >= 0; i--) {
            try {
                FileCopy.verify(all.get(i).path());
                return all.get(i).path();
            } catch (StoreException e) {
                LOG.warn("The backup {} is of no use: {}", all.get(i).path(), e.getMessage());
            }
        }
        return null;
    }

    /** Those in a folder, the oldest first. Those that were made before a migration do not count. */
    static List<BackupFile> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(BackupFile::of)
                    .filter(Objects::nonNull)
                    .sorted(Comparator.comparing(BackupFile::time))
                    .toList();
        }
    }

    /** Whether a backup may have that name, also one that is made before a migration. */
    static boolean isName(String name) {
        return name.matches(START + "(v\\d+-)?" + STAMP + "\\" + END);
    }

    private static @Nullable BackupFile of(Path path) {
        String name = path.getFileName().toString();
        if (!name.matches(START + STAMP + "\\" + END)) {
            return null;
        }
        try {
            String time = name.substring(START.length(), name.length() - END.length());
            return new BackupFile(path, Instant.from(TIME.parse(time)));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** A name that none in the folder has, for one that is made now; {@code kind} comes before the time. */
    static Path unused(Path folder, String kind, Instant now) {
        Instant time = now;
        while (Files.exists(path(folder, kind, time))) {
            time = time.plusSeconds(1);
        }
        return path(folder, kind, time);
    }

    private static Path path(Path folder, String kind, Instant time) {
        return folder.resolve(START + kind + stamp(time) + END);
    }

    /** How a name says a time. */
    static String stamp(Instant time) {
        return TIME.format(time);
    }
}
