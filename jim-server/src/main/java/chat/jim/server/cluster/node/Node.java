package chat.jim.server.cluster.node;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.nats.Bucket.Entry;
import java.security.SecureRandom;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Another node, as it was seen last.
 *
 * @param isUp whether its lease stands; if not, it never will again, and its names may be taken
 * @param info what it tells of itself; of a node that is gone, nothing is known
 * @param goneAt when it went, in seconds since 1970; 0 while it is up
 * @param revision of its lease
 * @param seenAt when this revision was seen first, in nanoseconds of the clock of this process
 */
public record Node(String id, boolean isUp, NodeInfo info, long goneAt, long revision, long seenAt) {
    private static final Pattern ID = Pattern.compile("[a-z0-9]{10}");
    private static final String ID_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Whether a node may have that id; everything else comes from none. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** An id that no other node has had. */
    static String newId() {
        return RANDOM.ints(ID_LENGTH, 0, ID_CHARACTERS.length())
                .collect(
                        StringBuilder::new,
                        (id, index) -> id.append(ID_CHARACTERS.charAt(index)),
                        StringBuilder::append)
                .toString();
    }

    /** Reads what a node has written; null if it makes no sense. */
    public static @Nullable Node read(Entry entry, long seenAt) {
        if (!isId(entry.key())) {
            return null;
        }
        try {
            JsonLine line = JsonLine.of(entry.value());
            List<Long> versions = line.numbers("v");
            NodeInfo info = new NodeInfo(
                    textOrNothing(line, "address"),
                    textOrNothing(line, "version"),
                    version(versions, 0),
                    version(versions, 1));
            long goneAt = line.number("at", 0);
            return new Node(entry.key(), line.text("state").equals("up"), info, goneAt, entry.revision(), seenAt);
        } catch (ProtocolException e) {
            return null;
        }
    }

    /** Whether the two have a version of the cluster's protocol in common. */
    boolean understands(NodeInfo other) {
        return info.oldest() <= other.newest() && other.oldest() <= info.newest();
    }

    private static String textOrNothing(JsonLine line, String field) {
        String text = line.optionalText(field);
        return text == null ? "" : text;
    }

    private static int version(List<Long> versions, int index) {
        return index < versions.size() ? versions.get(index).intValue() : 0;
    }
}
