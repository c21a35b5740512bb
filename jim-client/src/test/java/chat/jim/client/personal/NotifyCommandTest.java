package chat.jim.client.personal;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no shell for the scripts of this test")
class NotifyCommandTest {
    @TempDir
    private Path folder;

    private final List<String> failures = new CopyOnWriteArrayList<>();

    @Test
    void the_program_gets_sender_and_text_as_they_are_for_no_shell_and_as_no_option() throws IOException {
        Path program = program("printf '[%s]\\n' \"$@\" > seen.new; mv seen.new " + seen());

        new NotifyCommand(program + " --title 'a chat'").run("bob", "-x $(id) `id`\t\u001b[31m;\nrm *", failures::add);

        await().until(() -> Files.exists(seen()));
        assertThat(seen()).content().isEqualTo("[--title]\n[a chat]\n[bob]\n[ -x $(id) `id` [31m; rm *]\n");
        assertThat(failures).isEmpty();
    }

    @Test
    void a_failure_is_said_once() throws IOException {
        NotifyCommand command = new NotifyCommand(program("echo noise; exit 3").toString());
        command.run("bob", "one", failures::add);
        await().until(() -> !failures.isEmpty());
        command.run("bob", "two", failures::add);
        NotifyCommand missing = new NotifyCommand("/no/such/program");
        missing.run("bob", "three", failures::add);
        await().until(() -> failures.size() == 2);

        assertThat(failures.get(0)).endsWith("has failed (status 3).");
        assertThat(failures.get(1)).startsWith("Cannot run the notify-command /no/such/program");
    }

    @Test
    void one_that_does_not_end_is_ended() throws IOException {
        Path program = program("sleep 1000");

        new NotifyCommand(program.toString(), Duration.ofMillis(300)).run("bob", "hello", failures::add);

        await().until(() -> !failures.isEmpty());
        assertThat(failures.get(0)).contains("was ended");
    }

    @Test
    void a_flood_starts_only_a_few() throws IOException {
        Path started = Files.createDirectory(folder.resolve("started"));
        Path program = program("touch " + started + "/$$; sleep 1000");
        NotifyCommand command = new NotifyCommand(program.toString(), Duration.ofSeconds(5));
        for (int i = 0; i < 100; i++) {
            command.run("bob", "flood", failures::add);
        }

        await().until(() -> files(started) == 3);
        assertThat(files(started)).isEqualTo(3);
    }

    private static long files(Path where) throws IOException {
        try (var files = Files.list(where)) {
            return files.count();
        }
    }

    private Path seen() {
        return folder.resolve("seen");
    }

    private Path program(String script) throws IOException {
        Path program = Files.writeString(folder.resolve("my program"), "#!/bin/sh\ncd '" + folder + "'\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return Files.createSymbolicLink(folder.resolve("program"), program);
    }
}
