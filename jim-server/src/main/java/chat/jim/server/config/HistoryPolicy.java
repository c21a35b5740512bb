package chat.jim.server.config;

import chat.jim.protocol.Address;
import java.time.Duration;
import java.util.List;

/**
 * For how long what is said is kept, and of whom (PROTOCOL.md, section 12). A length is in seconds, or {@link #OFF} or
 * {@link #FOREVER}.
 *
 * @param usual the length for rooms whose maker has an account, and for talks between accounts
 * @param rooms those with a length of their own, whoever makes them; the first that fits counts
 * @param talks whether talks between two accounts that both wish it are kept
 * @param forDialects whether peers of foreign dialects get the last messages of the common room when they enter it
 * @param mostBytes how large it may become on the disk before the oldest goes; {@link Long#MAX_VALUE} means no limit
 */
public record HistoryPolicy(long usual, List<Room> rooms, boolean talks, boolean forDialects, long mostBytes) {
    /** Nothing is kept. */
    public static final long OFF = -1;

    /** It is kept for ever. */
    public static final long FOREVER = 0;

    /** What was kept before all of it was switched off goes after thirty days. */
    private static final long MONTH = Duration.ofDays(30).toSeconds();

    /** A server that keeps no history. */
    public static final HistoryPolicy NONE = new HistoryPolicy(OFF, List.of(), false, false, Long.MAX_VALUE);

    /**
     * A length for some rooms.
     *
     * @param key the key of a room's name, or how it begins
     * @param isBeginning whether it is for all rooms that begin so
     */
    public record Room(String key, boolean isBeginning, long length) {
        private boolean fits(String room) {
            return isBeginning ? room.startsWith(key) : room.equals(key);
        }
    }

    /** Copies the list. */
    public HistoryPolicy {
        rooms = List.copyOf(rooms);
    }

    /** The shorter one of two lengths. */
    public static long shorter(long one, long other) {
        return one == FOREVER ? other : other == FOREVER ? one : Math.min(one, other);
    }

    /** Whether nothing at all is kept. */
    public boolean isOff() {
        return usual == OFF && rooms.stream().allMatch(room -> room.length() == OFF);
    }

    /** For how long a room is kept that is made by somebody with an account, or without. */
    public long of(Address room, boolean byAccount) {
        return rooms.stream()
                .filter(named -> named.fits(room.key()))
                .mapToLong(Room::length)
                .findFirst()
                .orElse(byAccount ? usual : OFF);
    }

    /**
     * For how long the messages stay that were kept in a place.
     *
     * @param place the key of a room, or another place
     */
    public long ofKept(String place) {
        long length = rooms.stream()
                .filter(named -> named.fits(place))
                .mapToLong(Room::length)
                .findFirst()
                .orElse(usual);
        return length != OFF ? length : usual != OFF ? usual : MONTH;
    }
}
