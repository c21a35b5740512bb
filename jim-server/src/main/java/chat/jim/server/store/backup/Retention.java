package chat.jim.server.store.backup;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which backups are kept: the last one of each of so many days, and of so many weeks. Days without any do not count: no backup
 * goes because time has passed, but because there are newer ones.
 *
 * @param days of how many days one is kept
 * @param weeks of how many weeks one is kept
 */
public record Retention(int days, int weeks) {
    /** Deletes nothing. */
    public static final Retention ALL = new Retention(Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** Those that are kept no longer. Never the newest. */
    List<BackupFile> superfluous(List<BackupFile> oldestFirst) {
        if (equals(ALL)) {
            return List.of();
        }
        List<BackupFile> superfluous = new ArrayList<>();
        Set<LocalDate> daysSeen = new HashSet<>();
        Set<LocalDate> weeksSeen = new HashSet<>();
        for (int i = oldestFirst.size() - 1; i >= 0; i--) {
            LocalDate day = LocalDate.ofInstant(oldestFirst.get(i).time(), ZoneOffset.UTC);
            boolean ofDay = daysSeen.add(day) && daysSeen.size() <= days;
            LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            boolean ofWeek = weeksSeen.add(monday) && weeksSeen.size() <= weeks;
            if (!ofDay && !ofWeek && i < oldestFirst.size() - 1) {
                superfluous.add(oldestFirst.get(i));
            }
        }
        return superfluous;
    }
}
