package chat.jim.client.past;

import org.jspecify.annotations.Nullable;

/**
 * Which messages one asks for: at most so many of those between two ids, neither of them included.
 *
 * @param after null begins with the oldest
 * @param before null goes on to the newest
 */
public record Range(@Nullable Long after, @Nullable Long before, int limit) {
    /** The newest ones. */
    public static Range newest(int limit) {
        return new Range(null, null, limit);
    }

    /** The newest ones before that one. */
    public static Range before(long id, int limit) {
        return new Range(null, id, limit);
    }

    /** The oldest ones after that one. */
    public static Range after(long id, int limit) {
        return new Range(id, null, limit);
    }
}
