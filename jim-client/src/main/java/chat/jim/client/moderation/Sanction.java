package chat.jim.client.moderation;

import chat.jim.protocol.Limits;
import chat.jim.protocol.ProtocolException;
import chat.jim.text.Texts;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For how long somebody is banned or muted, and why, as a person types it: {@code 2h spam}.
 *
 * @param seconds null means until it is lifted
 */
record Sanction(@Nullable Long seconds, @Nullable String reason) {
    private static final Texts TEXTS = Texts.of(Sanction.class);

    private static final Map<Character, Integer> UNITS =
            Map.of('s', 1, 'm', 60, 'h', 3600, 'd', 86_400, 'w', 7 * 86_400);

    /**
     * Reads what stands behind the name. A reason that begins with a digit would often be a time with a slip, and is
     * refused: it would last until it is lifted.
     *
     * @throws ProtocolException 400 if the time cannot be understood
     */
    static Sanction of(String typed) {
        String[] words = typed.split("\\s+", 2);
        if (typed.isEmpty() || !Character.isDigit(typed.charAt(0))) {
            return new Sanction(null, reason(typed));
        }
        return new Sanction(seconds(words[0]), reason(words.length > 1 ? words[1] : ""));
    }

    private static long seconds(String word) {
        if (!word.matches("[0-9]{1,9}[smhdwSMHDW]")) {
            throw ProtocolException.badRequest(TEXTS.say("room.time"));
        }
        int last = word.length() - 1;
        char unit = Character.toLowerCase(word.charAt(last));
        long seconds = Long.parseLong(word.substring(0, last)) * UNITS.getOrDefault(unit, 1);
        if (seconds < 1 || seconds > Limits.SANCTION_SECONDS) {
            throw ProtocolException.badRequest(TEXTS.say("room.time.limit"));
        }
        return seconds;
    }

    /** A reason without its white space; null if there is none. */
    static @Nullable String reason(String typed) {
        return typed.isBlank() ? null : typed.strip();
    }
}
