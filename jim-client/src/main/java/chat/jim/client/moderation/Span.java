package chat.jim.client.moderation;

import chat.jim.text.Texts;
import java.time.Duration;

/** How long something lasts, in words: the largest unit only. */
final class Span {
    private static final Texts TEXTS = Texts.of(Span.class);

    private Span() {}

    /** The words for so many seconds. */
    static String of(long seconds) {
        Duration span = Duration.ofSeconds(Math.max(0, seconds));
        if (span.toDays() > 0) {
            return TEXTS.count("past.days", (int) Math.min(span.toDays(), Integer.MAX_VALUE));
        }
        if (span.toHours() > 0) {
            return TEXTS.count("past.hours", (int) span.toHours());
        }
        return span.toMinutes() > 0
                ? TEXTS.count("past.minutes", (int) span.toMinutes())
                : TEXTS.count("past.seconds", (int) span.toSeconds());
    }
}
