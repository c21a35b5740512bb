package chat.jim.client.past;

import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.action.HistoryAction;
import chat.jim.text.Texts;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to see of what was said: {@code [#ROOM|NAME] [N|TIME]}.
 *
 * @param of the room, or the other one of a talk; null if it was not said
 * @param limit how many messages; null if it was not said
 * @param from since when; null means the newest
 */
public record HistoryQuery(
        @Nullable Address of,
        @Nullable Integer limit,
        @Nullable Instant from) {
    private static final Texts TEXTS = Texts.of(HistoryQuery.class);

    /**
     * Reads it.
     *
     * @throws ProtocolException 400 if it is none
     */
    public static HistoryQuery parse(String typed, PastTime times) {
        String[] words = typed.strip().split("\\s+", 2);
        if (words[0].isEmpty()) {
            return new HistoryQuery(null, null, null);
        }
        boolean isWhen = isNumber(words[0]) || times.parse(words[0]) != null;
        Address of = isWhen ? null : Address.of(words[0]);
        String when = isWhen ? typed.strip() : words.length > 1 ? words[1] : "";
        if (when.isEmpty()) {
            return new HistoryQuery(of, null, null);
        }
        if (isNumber(when)) {
            return new HistoryQuery(of, limit(when), null);
        }
        Instant from = times.parse(when);
        if (from == null) {
            throw ProtocolException.badRequest(TEXTS.say("past.usage"));
        }
        return new HistoryQuery(of, null, from);
    }

    /** Whether it is one. */
    public static boolean isOne(String typed) {
        try {
            parse(typed, new PastTime(Instant.EPOCH, ZoneId.systemDefault()));
            return true;
        } catch (ProtocolException e) {
            return false;
        }
    }

    private static boolean isNumber(String word) {
        return word.matches("[0-9]+");
    }

    private static int limit(String number) {
        int limit = number.length() > 4 ? 0 : Integer.parseInt(number);
        if (limit < 1 || limit > HistoryAction.MOST) {
            throw ProtocolException.badRequest(TEXTS.say("past.limit", HistoryAction.MOST));
        }
        return limit;
    }
}
