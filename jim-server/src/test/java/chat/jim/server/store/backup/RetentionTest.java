package chat.jim.server.store.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which backups are kept. */
class RetentionTest {
    private static final Instant FIRST = Instant.parse("2026-09-01T02:00:00Z");

    @Test
    void one_of_each_of_seven_days_and_of_four_weeks_is_kept() {
        List<BackupFile> kept = new ArrayList<>();
        for (int day = 0; day < 90; day++) {
            kept.add(at(FIRST.plus(Duration.ofDays(day))));
            kept.removeAll(new Retention(7, 4).superfluous(kept));
        }

        assertThat(kept)
                .as("the Sundays of four weeks, and seven days")
                .extracting(backup -> backup.time().toString().substring(5, 10))
                .containsExactly(
                        "11-08", "11-15", "11-22", "11-23", "11-24", "11-25", "11-26", "11-27", "11-28", "11-29");
    }

    @Test
    void of_one_day_the_last_is_kept() {
        List<BackupFile> all = List.of(at(FIRST), at(FIRST.plusSeconds(60)), at(FIRST.plusSeconds(120)));

        assertThat(new Retention(7, 4).superfluous(all)).containsExactlyInAnyOrder(all.get(0), all.get(1));
    }

    @Test
    void none_goes_because_time_has_passed_and_never_the_newest() {
        List<BackupFile> all = List.of(at(FIRST), at(FIRST.plus(Duration.ofDays(900))));

        assertThat(new Retention(7, 4).superfluous(all)).isEmpty();
        assertThat(new Retention(0, 0).superfluous(all)).containsExactly(all.get(0));
    }

    private static BackupFile at(Instant time) {
        return new BackupFile(Path.of(BackupFile.stamp(time)), time);
    }
}
