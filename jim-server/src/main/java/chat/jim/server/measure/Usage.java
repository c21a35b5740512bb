package chat.jim.server.measure;

import chat.jim.server.measure.Traffic.Kind;
import java.util.EnumMap;
import java.util.Map;

/**
 * What one connection has done so far, or several together. Each number only grows.
 *
 * @param received the bytes that were read
 * @param sent the bytes that were handed to the system
 */
public record Usage(Map<Kind, Long> messages, long received, long sent) {
    static final Usage NONE = new Usage(Map.of(), 0, 0);

    /** That of one connection. */
    public static Usage of(Traffic traffic, long received, long sent) {
        Map<Kind, Long> messages = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            messages.put(kind, traffic.get(kind));
        }
        return new Usage(messages, received, sent);
    }

    /** How many messages of that kind there were. */
    public long of(Kind kind) {
        return messages.getOrDefault(kind, 0L);
    }

    Usage plus(Usage other) {
        Map<Kind, Long> sums = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            sums.put(kind, of(kind) + other.of(kind));
        }
        return new Usage(sums, received + other.received, sent + other.sent);
    }
}
