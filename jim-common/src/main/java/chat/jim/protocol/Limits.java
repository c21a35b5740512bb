package chat.jim.protocol;

/** How long the fields may be, in Unicode code points (PROTOCOL.md, section 2). */
public final class Limits {
    /** The field {@code action}. */
    public static final int ACTION = 15;

    /** An account's name, or a room's name with its {@code #}. */
    public static final int NAME = 25;

    /** The text of a message. */
    public static final int MESSAGE = 500;

    /** The topic of a room (section 13). */
    public static final int TOPIC = 200;

    /** The reason for a kick, a ban or a mute. */
    public static final int REASON = 100;

    /** The longest time for which somebody may be banned or muted, if it has an end: ten years. */
    public static final long SANCTION_SECONDS = 315_360_000;

    /** Objects and arrays inside of each other. */
    public static final int NESTING = 8;

    /** UNIX seconds that a time is less than, in either direction. */
    public static final double TIME = 1e18;

    /** Names that one part of a list answer carries, so that the longest ones fit into an object. */
    public static final int NAMES_IN_PART = 20;

    private Limits() {}

    /** The length of {@code text} as the limits count it. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /**
     * Returns {@code text} if it is within the limit and not empty.
     *
     * @throws ProtocolException 400
     */
    public static String check(String what, String text, int limit) {
        if (text.isEmpty()) {
            throw ProtocolException.badRequest(what + " is empty: fill it in.");
        }
        int length = length(text);
        if (length > limit) {
            throw ProtocolException.badRequest(what + " has " + length + " characters; keep it within " + limit + ".");
        }
        return text;
    }
}
