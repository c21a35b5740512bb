package chat.jim.client.moderation;

import chat.jim.text.Texts;

/** How long something lasts, in words: in the largest unit of which there are at least two. */
final class Span {
    private static final Texts TEXTS = Texts.of(Span.class);
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;

    private Span() {}

    /** The words for so many seconds. */
    static String of(long seconds) {
        if (seconds >= 2 * DAY) {
            return TEXTS.count("past.days", rounded(seconds, DAY));
        }
        if (seconds + MINUTE > 2 * HOUR) {
            return TEXTS.count("past.hours", rounded(seconds, HOUR));
        }
        return seconds >= 2 * MINUTE
                ? TEXTS.count("past.minutes", rounded(seconds, MINUTE))
                : TEXTS.count("past.seconds", rounded(seconds, 1));
    }

    private static int rounded(long seconds, int unit) {
        long whole = seconds / unit + (seconds % unit * 2 >= unit ? 1 : 0);
        return (int) Math.max(0, Math.min(whole, Integer.MAX_VALUE));
    }
}
