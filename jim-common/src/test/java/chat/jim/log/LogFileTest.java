package chat.jim.log;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.log.LogFile.Plan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    private final Instant now = Instant.now();
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path folder;

    private final List<IOException> told = new ArrayList<>();
    private LogFile log;

    @AfterEach
    void close() {
        if (log != null) {
            log.close();
        }
        assertThat(told).isEmpty();
    }

    @Test
    void a_file_makes_place_before_it_would_become_too_large_and_no_line_is_lost() {
        log = open(1000, Long.MAX_VALUE);
        write(0, 1000);

        awaitPacked();
        assertThat(files())
                .hasSizeGreaterThan(3)
                .allSatisfy(file -> assertThat(content(file)).hasSizeLessThanOrEqualTo(1000));
        assertThat(lines()).containsExactlyElementsOf(numbers(1000));
    }

    @Test
    void a_new_day_begins_a_new_file_with_the_day_before_in_the_name_of_the_old_one() {
        log = open(1000, Long.MAX_VALUE);
        log.write("today\n".getBytes(UTF_8), now);
        log.write("tomorrow\n".getBytes(UTF_8), now.plus(DAY));

        awaitPacked();
        assertThat(files()).hasSize(2).anySatisfy(file -> {
            assertThat(name(file)).matches("test\\.\\d{4}-\\d\\d-\\d\\d\\.0\\.log\\.gz");
            assertThat(content(file)).isEqualTo("today\n");
        });
        assertThat(content(folder.resolve("test.log"))).isEqualTo("tomorrow\n");
    }

    @Test
    void a_file_of_yesterday_makes_place_for_the_first_line_of_today() throws IOException {
        Path old = Files.writeString(folder.resolve("test.log"), "yesterday\n");
        Files.setLastModifiedTime(old, FileTime.from(now.minus(DAY)));
        log = open(1000, Long.MAX_VALUE);
        write(0, 1);

        awaitPacked();
        assertThat(content(old)).isEqualTo("0\n");
        assertThat(lines()).containsExactly("yesterday", "0");
    }

    @Test
    void all_together_are_never_larger_than_the_bound() {
        log = open(1000, 4000);
        for (int i = 0; i < 3000; i += 10) {
            write(i, i + 10);
            assertThat(files().stream()
                            .mapToLong(file -> file.toFile().length())
                            .sum())
                    .as("with one that is being compressed")
                    .isLessThanOrEqualTo(1000 + 4000 + 1000);
        }

        awaitPacked();
        assertThat(files().stream().mapToLong(file -> file.toFile().length()).sum())
                .isLessThanOrEqualTo(1000 + 4000);
        List<String> left = lines();
        assertThat(left).containsExactlyElementsOf(numbers(3000).subList(3000 - left.size(), 3000));
    }

    @Test
    void compressed_files_count_as_what_they_take() {
        log = open(1000, 2000);
        for (int i = 0; i < 8; i++) {
            log.write("a".repeat(1000).getBytes(UTF_8), now);
            awaitPacked();
        }

        assertThat(files()).hasSize(8);
    }

    @Test
    void old_files_go_after_their_time() throws IOException {
        Path old = written("test.2026-01-01.0.log.gz", Duration.ofDays(32));
        Path packed = written("test.2026-01-30.7.log.gz", Duration.ofDays(29));
        Path foreign = written("test.log.1", Duration.ofDays(100));
        Path other = written("testing.2026-01-01.0.log.gz", Duration.ofDays(100));
        log = open(1000, Long.MAX_VALUE);

        assertThat(old).doesNotExist();
        assertThat(List.of(packed, foreign, other))
                .allSatisfy(file -> assertThat(file).exists());
    }

    @Test
    void what_an_end_has_left_unfinished_is_finished_by_the_next_start() throws IOException {
        Instant time = now.minus(DAY);
        Path raw = Files.writeString(folder.resolve("test.2026-01-30.0.log"), "kept\n");
        Files.setLastModifiedTime(raw, FileTime.from(time));
        Path half = Files.writeString(folder.resolve("test.2026-01-30.0.log.gz.tmp"), "ha");
        Path twice = Files.writeString(folder.resolve("test.2026-01-30.1.log"), "twice\n");
        Files.writeString(folder.resolve("test.2026-01-30.1.log.gz"), "older");
        log = open(1000, Long.MAX_VALUE);

        awaitPacked();
        assertThat(List.of(raw, half, twice))
                .allSatisfy(file -> assertThat(file).doesNotExist());
        Path packed = folder.resolve("test.2026-01-30.0.log.gz");
        assertThat(content(packed)).isEqualTo("kept\n");
        assertThat(Files.getLastModifiedTime(packed).toInstant()).isEqualTo(time);
        assertThat(content(folder.resolve("test.2026-01-30.1.log.gz"))).isEqualTo("twice\n");
    }

    @Test
    void an_end_in_the_middle_of_compressing_loses_nothing() throws IOException {
        Path raw = folder.resolve("test.2026-01-30.0.log");
        Files.write(raw, new byte[20_000_000]);
        open(1000, Long.MAX_VALUE).close();

        assertThat(files())
                .filteredOn(file -> number(file) == 0)
                .singleElement()
                .satisfies(file -> assertThat(content(file)).hasSize(20_000_000));
    }

    @Test
    void a_file_that_cannot_be_compressed_does_not_keep_others_from_it() throws IOException {
        Path first = written("test.2026-01-30.0.log", DAY);
        Path second = written("test.2026-01-30.1.log", DAY);
        for (Path file : List.of(first, second)) {
            Files.createDirectories(folder.resolve(name(file) + ".gz"));
            Files.createFile(folder.resolve(name(file) + ".gz/in-the-way"));
        }
        written("test.2026-01-30.2.log", DAY);
        log = open(1000, Long.MAX_VALUE);

        await().until(() -> Files.exists(folder.resolve("test.2026-01-30.2.log.gz")));
        assertThat(first).exists();
        assertThat(second).exists();
    }

    @Test
    void a_number_is_never_given_twice_in_a_day() {
        for (int i = 0; i < 5; i++) {
            log = open(1, Long.MAX_VALUE);
            write(2 * i, 2 * i + 2);
            log.close();
        }

        assertThat(lines()).containsExactlyInAnyOrderElementsOf(numbers(10));
    }

    @Test
    void a_secret_file_is_never_open_to_others_and_keeps_what_its_owner_allows() throws IOException {
        if (!Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            return;
        }
        log = new LogFile(
                new Plan(folder, "test", "yyyy-MM-dd", 30, 100, 10_000, false, true, true),
                new LostLines(told::add),
                told::add);
        assertThat(folder.resolve("test.log")).isEmptyFile();
        write(0, 100);
        awaitPacked();
        assertThat(files())
                .hasSizeGreaterThan(2)
                .allSatisfy(file -> assertThat(rights(file)).isEqualTo("rw-------"));

        Files.setPosixFilePermissions(folder.resolve("test.log"), PosixFilePermissions.fromString("rw-r-----"));
        log.reopen();
        assertThat(rights(folder.resolve("test.log"))).isEqualTo("rw-r-----");
    }

    @Test
    void a_file_with_its_date_in_its_name_is_not_renamed() {
        log = new LogFile(
                new Plan(folder, "test", "yyyy-MM-dd", 30, Long.MAX_VALUE, Long.MAX_VALUE, true, false, true),
                new LostLines(told::add),
                told::add);
        log.write("today\n".getBytes(UTF_8), now);
        log.write("tomorrow\n".getBytes(UTF_8), now.plus(DAY));

        assertThat(files())
                .hasSize(2)
                .allSatisfy(file -> assertThat(name(file)).matches("test\\.\\d{4}-\\d\\d-\\d\\d\\.log"));
    }

    private LogFile open(long one, long old) {
        Plan plan = new Plan(folder, "test", "yyyy-MM-dd", 30, one, old, false, false, true);
        return new LogFile(plan, new LostLines(told::add), told::add);
    }

    private void write(int from, int to) {
        IntStream.range(from, to).forEach(i -> log.write((i + "\n").getBytes(UTF_8), now));
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private Path written(String name, Duration ago) throws IOException {
        Path file = Files.createFile(folder.resolve(name));
        return Files.setLastModifiedTime(file, FileTime.from(now.minus(ago)));
    }

    private void awaitPacked() {
        await().until(() -> files().stream().noneMatch(file -> name(file).matches("test\\..*\\d\\.log|.*tmp")));
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All lines, in the order of the files' numbers. */
    private List<String> lines() {
        return files().stream()
                .sorted((one, other) -> Integer.compare(number(one), number(other)))
                .flatMap(file -> content(file).lines())
                .toList();
    }

    private static int number(Path file) {
        Matcher parts = Pattern.compile("test\\..*\\.(\\d+)\\.log.*").matcher(name(file));
        return parts.matches() ? Integer.parseInt(parts.group(1)) : Integer.MAX_VALUE;
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static String content(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (!name(file).endsWith(".gz")) {
                return new String(bytes, UTF_8);
            }
            try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                return new String(unpacked.readAllBytes(), UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String rights(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
