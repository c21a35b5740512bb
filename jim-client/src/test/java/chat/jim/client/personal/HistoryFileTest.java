package chat.jim.client.personal;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.personal.HistoryFile.Line;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryFileTest {
    private static final Instant TIME = Instant.ofEpochMilli(1_763_700_000_000L);

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "who",
                "",
                "a\\b",
                "one\ntwo\rthree",
                "\\n",
                "1:2",
                "\u0447\u0430\u0439 \ud83c\udf75",
                "tab\there",
                "\\"
            })
    void a_line_comes_back_as_it_was_typed(String text) {
        history().append(List.of(new Line(TIME, text), new Line(TIME, "last")));

        assertThat(history().read()).containsExactly(new Line(TIME, text), new Line(TIME, "last"));
        assertThat(said).isEmpty();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no permissions of POSIX")
    void only_the_owner_may_read_the_file_and_enter_the_folder() throws IOException {
        history().append(List.of(new Line(TIME, "who")));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
                .isEqualTo("rwx------");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1763700000000:cut \u00d1", // a letter of two bytes, cut
                "no time",
                "1763700000000",
                "99999999999999999999:who",
                "1763700000000:\\",
                "\0\0\0\0",
                "-1:who"
            })
    void of_a_damaged_file_the_whole_lines_are_used_and_it_is_set_aside(String damaged) throws IOException {
        byte[] bytes =
                ("1763700000000:who\n" + damaged + "\n1763700000000:rooms\n").getBytes(StandardCharsets.ISO_8859_1);
        write(bytes);

        assertThat(history().read()).containsExactly(new Line(TIME, "who"), new Line(TIME, "rooms"));
        assertThat(aside("history.damaged")).hasBinaryContent(bytes);
        assertThat(said)
                .singleElement()
                .asString()
                .contains("damaged", aside("history.damaged").toString());

        assertThat(history().read()).hasSize(2);
        assertThat(said).hasSize(1);
    }

    @Test
    void at_most_three_damaged_files_are_kept() throws IOException {
        for (int i = 1; i <= 5; i++) {
            write(("damaged " + i).getBytes(StandardCharsets.UTF_8));
            assertThat(history().read()).isEmpty();
        }

        assertThat(aside("history.damaged")).hasContent("damaged 1");
        assertThat(aside("history.damaged.2")).hasContent("damaged 2");
        assertThat(aside("history.damaged.3")).hasContent("damaged 5");
        assertThat(folder.resolve("jim")).isDirectoryNotContaining("glob:**.4");
        assertThat(said).hasSize(5);
    }

    @Test
    void a_folder_in_its_place_is_set_aside() throws IOException {
        Files.createDirectories(file().resolve("something"));

        HistoryFile history = history();
        assertThat(history.read()).isEmpty();
        history.append(List.of(new Line(TIME, "who")));

        assertThat(history().read()).hasSize(1);
        assertThat(aside("history.damaged")).isDirectory();
        assertThat(said).singleElement().asString().contains("it is a folder");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no permissions of POSIX")
    void a_file_that_may_not_be_read_is_set_aside() throws IOException {
        write("1763700000000:who\n".getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("---------"));

        HistoryFile history = history();
        List<Line> read = history.read();
        history.append(List.of(new Line(TIME, "rooms")));

        boolean mayReadAll = !read.isEmpty(); // as root may
        assertThat(read).hasSize(mayReadAll ? 1 : 0);
        assertThat(said).hasSize(mayReadAll ? 0 : 1);
        assertThat(history().read()).endsWith(new Line(TIME, "rooms"));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no /dev/zero")
    void a_device_without_end_is_not_read() throws IOException {
        Files.createDirectories(file().getParent());
        Files.createSymbolicLink(file(), Path.of("/dev/zero"));

        assertThat(history().read()).isEmpty();
        assertThat(said).isEmpty();
        assertThat(file()).isSymbolicLink();
        Files.delete(file());
    }

    @Test
    void of_a_very_long_file_the_newest_lines_are_read_and_kept() throws IOException {
        Files.createDirectories(file().getParent());
        try (RandomAccessFile sparse = new RandomAccessFile(file().toFile(), "rw")) {
            sparse.setLength(1L << 32);
        }
        String lines = ("1763700000000:" + "x".repeat(1000) + "\n").repeat(2000) + "1763700000000:last\n";
        Files.writeString(file(), lines, StandardOpenOption.APPEND);

        List<Line> read = history().read();

        assertThat(read).hasSizeBetween(1000, 1100).endsWith(new Line(TIME, "last"));
        assertThat(Files.size(file())).isLessThan(600_000);
        assertThat(history().read()).hasSizeBetween(500, 550).endsWith(new Line(TIME, "last"));
        assertThat(said).isEmpty();
    }

    @Test
    void a_line_after_one_that_was_cut_is_a_line_of_its_own() throws IOException {
        write("1763700000000:wh".getBytes(StandardCharsets.UTF_8));

        HistoryFile history = history();
        assertThat(history.read()).containsExactly(new Line(TIME, "wh"));
        history.append(List.of(new Line(TIME, "rooms")));

        assertThat(history().read()).containsExactly(new Line(TIME, "wh"), new Line(TIME, "rooms"));
    }

    @Test
    void that_it_cannot_be_written_is_said_once() throws IOException {
        Files.writeString(folder.resolve("jim"), "a file where the folder should be");

        HistoryFile history = history();
        assertThat(history.read()).isEmpty();
        history.append(List.of(new Line(TIME, "who")));
        history.append(List.of(new Line(TIME, "rooms")));

        assertThat(said).singleElement().asString().startsWith("Cannot write the history of typed lines (");
    }

    private HistoryFile history() {
        return new HistoryFile(file(), said::add);
    }

    private Path file() {
        return folder.resolve("jim/history");
    }

    private Path aside(String name) {
        return file().resolveSibling(name);
    }

    private void write(byte[] bytes) throws IOException {
        Files.createDirectories(file().getParent());
        Files.write(file(), bytes);
    }
}
