package chat.jim.server.store.history;

import static chat.jim.server.store.history.Said.TEA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.store.HistoryStore;
import chat.jim.testing.JavaCommand;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it writes its history, and is started again with a clock that was set back. */
class KilledHistoryTest {
    /** More of them: {@code -Djim.kills=100}. */
    private static final int KILLS = Integer.getInteger("jim.kills", 3);

    private static final long SEED = Long.getLong("jim.seed", System.nanoTime());
    private static final int MOST = 10_000;

    @TempDir
    private Path folder;

    @Test
    void no_id_is_given_twice_and_what_was_written_is_there() throws Exception {
        Random random = new Random(SEED);
        Duration clock = Duration.ZERO;
        long last = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            String what = "seed " + SEED + ", kill " + kill;
            List<Long> written = new ArrayList<>();
            List<Long> ids = writeAndKill(clock, 1 + random.nextInt(MOST), written);

            assertThat(ids).as(what).isSorted().doesNotHaveDuplicates();
            assertThat(ids.get(0)).as(what).isGreaterThan(last);
            assertThat(kept()).as(what).containsAll(written);
            last = ids.get(ids.size() - 1);
            clock = clock.minusMinutes(random.nextInt(90));
        }
    }

    /** Returns the ids that were given. The process says them, and after each how many of them are written. */
    private List<Long> writeAndKill(Duration clock, int lines, List<Long> written) throws Exception {
        Process process = new ProcessBuilder(JavaCommand.ofClass(Writer.class, folder.toString(), clock.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Long> ids = new ArrayList<>();
        int count = 0;
        try (BufferedReader said = process.inputReader(UTF_8)) {
            while (ids.size() < lines || count == 0) {
                String[] line = said.readLine().split(" ", 2);
                ids.add(Long.parseLong(line[0]));
                count = Integer.parseInt(line[1]);
            }
            process.destroyForcibly();
        }
        process.waitFor();
        written.addAll(ids.subList(0, count));
        return ids;
    }

    private List<Long> kept() throws Exception {
        try (HistoryStore history = SqliteHistory.open(folder, InstantSource.system())) {
            return Said.ids(history);
        }
    }

    /** A program that adds messages, and says the id of each. */
    static final class Writer {
        public static void main(String[] arguments) throws Exception {
            Duration offset = Duration.parse(arguments[1]);
            HistoryStore history = SqliteHistory.open(
                    Path.of(arguments[0]),
                    () -> InstantSource.system().instant().plus(offset));
            for (int added = 1; true; added++) {
                long id = history.add(TEA, Said.ANNA.name(), null, Said.message("tea"));
                System.out.println(id + " " + (added - history.pending()));
                if (history.pending() > MOST / 2) {
                    history.find(id); // waits: with more, messages would be dropped where the disk is slow
                }
            }
        }
    }
}
