package chat.jim.client.recall;

import chat.jim.protocol.Address;
import chat.jim.text.Texts;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** For how long a room is kept, in words. */
final class KeptTime {
    private static final Texts TEXTS = Texts.of(KeptTime.class);

    private KeptTime() {}

    /** The sentence for somebody who comes there first; none if that is not known. */
    static Optional<String> sentence(Address room, @Nullable Long seconds) {
        if (seconds == null || seconds / Duration.ofDays(1).toSeconds() > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        return Optional.of(
                seconds == 0 ? TEXTS.say("past.kept.ever", room) : TEXTS.say("past.kept", room, duration(seconds)));
    }

    private static String duration(long seconds) {
        Duration kept = Duration.ofSeconds(seconds);
        if (kept.toDays() > 0) {
            return TEXTS.count("past.days", (int) kept.toDays());
        }
        return kept.toHours() > 0
                ? TEXTS.count("past.hours", (int) kept.toHours())
                : TEXTS.count("past.minutes", (int) Math.max(1, kept.toMinutes()));
    }
}
