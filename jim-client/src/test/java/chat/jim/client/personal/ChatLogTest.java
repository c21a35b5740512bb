package chat.jim.client.personal;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatLogTest {
    private static final Instant TIME = Instant.parse("2026-03-01T12:34:56Z");

    @TempDir
    private Path folder;

    private final List<String> failures = new ArrayList<>();

    @Test
    void each_room_and_person_has_a_file_of_lines_with_date_and_time() {
        log("#Tea", "bob: hello");
        log("#tea", "alice: hello bob");
        log("bob", "bob: psst");

        assertThat(folder.resolve("logs/#tea.log"))
                .content()
                .isEqualTo("2026-03-01 12:34:56 bob: hello\n2026-03-01 12:34:56 alice: hello bob\n");
        assertThat(folder.resolve("logs/bob.log")).content().isEqualTo("2026-03-01 12:34:56 bob: psst\n");
        assertThat(failures).isEmpty();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no permissions of POSIX")
    void only_the_owner_may_read_it() throws IOException {
        log("bob", "bob: psst");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("logs"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("logs/bob.log"))))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @CsvSource({
        "'#a..', '#a%2e%2e.log'",
        "a.b, a%2eb.log",
        "CON, con_.log",
        "nul, nul_.log",
        "com1, com1_.log",
        "a_b-c, a_b-c.log",
        "\u0411\u043e\u0431, \u0431\u043e\u0431.log"
    })
    void a_name_means_nothing_to_a_file_system(String name, String file) {
        assertThat(ChatLog.fileName(Address.of(name))).isEqualTo(file);
    }

    @Test
    void a_failure_is_said_once() throws IOException {
        Files.writeString(folder.resolve("logs"), "a file where the folder should be");
        ChatLog log = new ChatLog(folder.resolve("logs"), ZoneOffset.UTC);
        log.add(Address.of("bob"), TIME, "bob: one", failures::add);
        log.add(Address.of("bob"), TIME, "bob: two", failures::add);

        assertThat(failures).singleElement().asString().startsWith("Cannot write the chat-log ");
    }

    private void log(String with, String line) {
        new ChatLog(folder.resolve("logs"), ZoneOffset.UTC).add(Address.of(with), TIME, line, failures::add);
    }
}
