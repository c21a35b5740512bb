package chat.jim.launcher.process;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void what_was_there_before_is_not_shown() throws IOException {
        append("old\n");
        LogTail.follow(file(), lines::add);
        append("new");
        append(" \u043b\u043e\u0433\nhalf");

        awaitLines("new \u043b\u043e\u0433");
    }

    @Test
    void the_file_may_come_later() throws IOException {
        LogTail.follow(file(), lines::add);
        append("first\n");

        awaitLines("first");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "moves no file that is open")
    void a_new_file_in_its_place_is_followed() throws IOException {
        append("old\n");
        LogTail.follow(file(), lines::add);
        append("last\n");
        Files.move(file(), folder.resolve("server.2026-11-20.log"));
        append("first\n");

        awaitLines("last", "first");
    }

    private void awaitLines(String... expected) {
        await().untilAsserted(() -> assertThat(lines).containsExactly(expected));
    }

    private void append(String text) throws IOException {
        Files.writeString(file(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Path file() {
        return folder.resolve("server.log");
    }
}
