package chat.jim.client.past;

import chat.jim.protocol.action.Action;
import chat.jim.wire.Frame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The ids that a server gives to messages which it keeps: microseconds since 1970 (PROTOCOL.md, section 12). */
public final class MessageId {
    /** The id of what is not kept. */
    public static final long NONE = 0;

    private static final byte[] FIELD = ",\"id\":".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_DIGITS = 18;

    /** How far the clocks of a server and of a client may differ. */
    private static final Duration MOST_AHEAD = Duration.ofDays(1);

    private MessageId() {}

    /** The id of a message that has come, or {@link #NONE}. The server puts it at the end of the object. */
    public static long of(Action.Msg msg) {
        Frame frame = msg.frame();
        return frame == null ? NONE : atEnd(frame.array(), frame.offset(), frame.offset() + frame.length() - 1);
    }

    /** The number in the last field before the brace that closes the object, if that is an id. */
    private static long atEnd(byte[] bytes, int from, int brace) {
        int first = brace;
        while (first > from && bytes[first - 1] >= '0' && bytes[first - 1] <= '9') {
            first--;
        }
        int digits = brace - first;
        int field = first - FIELD.length;
        if (digits == 0 || digits > MOST_DIGITS || field < from) {
            return NONE;
        }
        for (int i = 0; i < FIELD.length; i++) {
            if (bytes[field + i] != FIELD[i]) {
                return NONE;
            }
        }
        return Long.parseLong(new String(bytes, first, digits, StandardCharsets.US_ASCII));
    }

    /**
     * The id, if it may be one at that time; else {@link #NONE}. With one from the far future all real messages would be taken
     * for old ones.
     */
    public static long believed(@Nullable Long id, Instant now) {
        return id == null || id < 1 || id > at(now.plus(MOST_AHEAD)) ? NONE : id;
    }

    /** When the message of that id was sent. */
    public static Instant time(long id) {
        return Instant.EPOCH.plus(id, ChronoUnit.MICROS);
    }

    /** The least id of a message that was sent at that time or later. */
    public static long at(Instant time) {
        return Math.max(1, ChronoUnit.MICROS.between(Instant.EPOCH, time));
    }

    /** As a distance between ids. */
    static long distance(Duration duration) {
        return duration.toNanos() / 1000;
    }
}
