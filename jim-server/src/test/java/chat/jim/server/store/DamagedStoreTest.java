package chat.jim.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store whose file was damaged is opened nevertheless, with all that is whole (EXAM.md, E41). */
class DamagedStoreTest {
    /** More of them: {@code -Djim.damages=10000}. */
    private static final int CASES = Integer.getInteger("jim.damages", 12);

    private static final long SEED = Long.getLong("jim.seed", 41);

    private static final int MESSAGES_IN_A_PAGE = 30;
    private static final int LARGEST_PATCH = 10_000;

    /** Hundreds of files are flushed to the disk. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private Path folder;

    private final Random random = new Random(SEED);
    private KnownStore known;
    private int number;

    @BeforeEach
    void fill() throws IOException {
        folder = Files.isWritable(MEMORY)
                ? Files.createTempDirectory(MEMORY, "jim-test")
                : Files.createTempDirectory("jim-test");
        known = KnownStore.make(folder.resolve("known"));
    }

    @Test
    void a_flipped_bit_anywhere_costs_one_page_at_most_or_what_is_lost_is_in_the_backup() throws Exception {
        List<Integer> lost = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            byte[] file = known.file();
            byte[] log = known.log();
            String what = flip(random.nextInt(3) > 0 ? file : log);
            KnownStore.Found found = check(what, file, log);

            int lastChange = found.damage() == null ? 1 : 0; // damaged, it looks like one that was never finished
            assertThat(found.messagesAndInBackup()).as(what).isBetween(known.messages() - lastChange, known.messages());
            lost.add(known.messages() - found.messages());
        }
        lost.sort(Comparator.naturalOrder());
        assertThat(lost.get(CASES * 9 / 10)).as("seed %s: %s", SEED, lost).isLessThan(MESSAGES_IN_A_PAGE);
    }

    @Test
    void of_a_file_cut_anywhere_what_is_lost_is_in_the_backup() throws Exception {
        for (int i = 0; i < CASES; i++) {
            int length = random.nextInt(known.file().length);
            KnownStore.Found found = check("cut to " + length, Arrays.copyOf(known.file(), length), known.log());

            assertThat(found.messagesAndInBackup()).as("cut to " + length).isEqualTo(known.messages());
        }
    }

    @Test
    void a_log_cut_anywhere_keeps_what_is_before() throws Exception {
        for (int i = 0; i < CASES; i++) {
            int length = random.nextInt(known.log().length);
            KnownStore.Found found = check("cut to " + length, known.file(), Arrays.copyOf(known.log(), length));

            assertThat(found.damage()).as("cut to " + length).isNull();
            assertThat(found.messages()).as("cut to " + length).isGreaterThanOrEqualTo(known.messages() / 2);
        }
    }

    @Test
    void zeroes_or_garbage_anywhere_let_nobody_in_and_do_not_keep_the_store_from_opening() throws Exception {
        for (int i = 0; i < CASES; i++) {
            byte[] file = known.file();
            byte[] log = known.log();
            boolean inFile = random.nextBoolean();
            byte[] damaged = inFile ? file : log;
            byte[] patch = new byte[1 + random.nextInt(LARGEST_PATCH)];
            if (random.nextBoolean()) {
                random.nextBytes(patch);
            }
            int at = random.nextInt(damaged.length);
            System.arraycopy(patch, 0, damaged, at, Math.min(patch.length, damaged.length - at));
            String what = patch.length + " bytes at " + at + (inFile ? " of the file" : " of the log");

            KnownStore.Found found = check(what, file, log);
            if (found.damage() != null) {
                assertThat(found.messagesAndInBackup()).as(what).isEqualTo(known.messages());
            }
        }
    }

    private String flip(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        int bit = random.nextInt(8);
        bytes[at] ^= (byte) (1 << bit);
        return "bit " + bit + " of byte " + at + " of " + bytes.length;
    }

    private KnownStore.Found check(String what, byte[] file, byte[] log) throws IOException {
        Path place = folder.resolve("case" + number++);
        try {
            return known.check(place, file, log);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + SEED + ": " + what, e);
        } finally {
            delete(place);
        }
    }

    @AfterEach
    void delete() throws IOException {
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
