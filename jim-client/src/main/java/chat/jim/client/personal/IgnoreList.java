package chat.jim.client.personal;

import chat.jim.process.Failure;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.text.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whom a person does not want to hear: kept in a file, a name on each line, which that person may change as well. Two
 * spellings of one name are one. May be used from any thread.
 */
public final class IgnoreList {
    private static final Texts TEXTS = Texts.of(IgnoreList.class);
    private static final int MOST_BYTES = 1 << 20;

    /** Null keeps them for this session only. */
    private final @Nullable Path file;

    /** By their keys. Guarded by this, as the next one. */
    private final Map<String, Address> names = new TreeMap<>();

    private @Nullable String problem;

    private IgnoreList(@Nullable Path file) {
        this.file = file;
    }

    /** An empty list, which is kept nowhere. */
    public static IgnoreList ofSession() {
        return new IgnoreList(null);
    }

    /** The list in that file. Lines that are no names are passed over. */
    public static IgnoreList in(Path file) {
        IgnoreList list = new IgnoreList(file);
        if (Files.exists(file)) {
            list.read(file);
        }
        return list;
    }

    private synchronized void read(Path from) {
        try (InputStream in = Files.newInputStream(from)) {
            new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .flatMap(line -> name(line).stream())
                    .forEach(name -> names.put(name.key(), name));
        } catch (IOException e) {
            String reason = Files.isDirectory(from) ? TEXTS.say("history.folder") : Failure.reason(e);
            problem = TEXTS.say("ignore.unreadable", from, reason);
        }
    }

    /** Why the file cannot be read, as a sentence; null if it can. It is left as it is then. */
    public synchronized @Nullable String problem() {
        return problem;
    }

    private static Optional<Address> name(String line) {
        try {
            return Optional.of(Address.account(line.strip()));
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    /** Whether somebody is on the list; nobody in particular is not. */
    public synchronized boolean contains(@Nullable Address name) {
        return name != null && names.containsKey(name.key());
    }

    /** All names, in order. */
    public synchronized List<Address> names() {
        return new ArrayList<>(names.values());
    }

    /**
     * Adds a name.
     *
     * @throws IOException it could not be kept, and counts for this session only; the message is a sentence
     */
    public synchronized void add(Address name) throws IOException {
        names.putIfAbsent(name.key(), name);
        save();
    }

    /**
     * Removes a name; false if it was not on the list.
     *
     * @throws IOException the same as for {@link #add}
     */
    public synchronized boolean remove(Address name) throws IOException {
        boolean removed = names.remove(name.key()) != null;
        save();
        return removed;
    }

    private void save() throws IOException {
        if (file == null) {
            return;
        }
        if (problem != null) {
            throw new IOException(problem);
        }
        String lines = names.values().stream().map(name -> name + "\n").collect(Collectors.joining());
        try {
            PrivateFiles.replace(file, null, lines.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IOException(TEXTS.say("ignore.unwritable", file, Failure.reason(e)), e);
        }
    }
}
