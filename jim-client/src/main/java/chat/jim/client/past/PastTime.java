package chat.jim.client.past;

import chat.jim.text.Texts;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Times as a person writes them: {@code 14:00}, {@code yesterday}, {@code 2026-11-20} or {@code 20.11.2026}, and a day
 * with a time behind it. The words are those of the user's language, or English ones.
 *
 * @param now the moment from which one looks back
 * @param zone whose days and hours these are
 */
public record PastTime(Instant now, ZoneId zone) {
    private static final Texts TEXTS = Texts.of(PastTime.class);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm[:ss]", Locale.ROOT);
    private static final DateTimeFormatter SHORT_TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DATE_WITH_DOTS =
            DateTimeFormatter.ofPattern("d.M.uuuu", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    /** The moment that these words mean; null if they mean none. A time alone is the last one that was. */
    public @Nullable Instant parse(String words) {
        List<String> parts = Arrays.asList(words.strip().split("\\s+|(?<=\\d)T(?=\\d)"));
        LocalDate day = day(parts.get(0));
        LocalTime time = time(parts.get(parts.size() - 1));
        if (parts.size() == 1 && day != null) {
            return at(day, LocalTime.MIDNIGHT);
        }
        if (parts.size() == 2 && day != null && time != null) {
            return at(day, time);
        }
        if (parts.size() != 1 || time == null) {
            return null;
        }
        Instant today = at(today(), time);
        return today.isAfter(now) ? at(today().minusDays(1), time) : today;
    }

    /** A moment in these words: the time, and the day before it if that is not today. */
    public String typed(Instant moment) {
        ZonedDateTime local = moment.atZone(zone);
        String day = local.toLocalDate().equals(today()) ? "" : local.toLocalDate() + " ";
        return day + SHORT_TIME.format(local);
    }

    /** The same in the words of the user's language, for a sentence. */
    public String said(Instant moment) {
        ZonedDateTime local = moment.atZone(zone);
        String day = local.toLocalDate().equals(today()) ? "" : TEXTS.date(local.toLocalDate()) + ", ";
        return day + SHORT_TIME.format(local);
    }

    /** The same, where yesterday is called so. */
    public String lately(Instant moment) {
        ZonedDateTime local = moment.atZone(zone);
        boolean isYesterday = local.toLocalDate().equals(today().minusDays(1));
        return isYesterday ? TEXTS.say("past.yesterday") + " " + SHORT_TIME.format(local) : said(moment);
    }

    private Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(zone).toInstant();
    }

    private LocalDate today() {
        return now.atZone(zone).toLocalDate();
    }

    private @Nullable LocalDate day(String word) {
        if (isWord(word, "today")) {
            return today();
        }
        if (isWord(word, "yesterday")) {
            return today().minusDays(1);
        }
        try {
            return word.matches("[0-9]{4}-.*") ? LocalDate.parse(word) : LocalDate.parse(word, DATE_WITH_DOTS);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean isWord(String typed, String word) {
        return typed.equalsIgnoreCase(word) || typed.equalsIgnoreCase(TEXTS.say("past." + word));
    }

    private static @Nullable LocalTime time(String word) {
        try {
            return LocalTime.parse(word, TIME);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
