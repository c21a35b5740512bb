package chat.jim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The file of settings that is read if no other is named. */
class ConfigurationTest {
    @TempDir
    private Path folder;

    @Command(name = "program", mixinStandardHelpOptions = true)
    private static final class Settings implements Runnable {
        @Option(names = "--tea")
        private @Nullable String tea;

        @Override
        public void run() {}
    }

    @Test
    void one_that_is_made_later_is_read_again_and_has_to_stay() throws IOException {
        Configuration before = usual();
        assertThat(tea(before)).isNull();

        Files.writeString(file(), "tea = green");
        Configuration after = before.again();
        assertThat(tea(after)).isEqualTo("green");

        Files.delete(file());
        assertThat(tea(before.again())).isNull();
        assertThat(problems(after.again()))
                .singleElement()
                .asString()
                .contains("Cannot read the settings in " + file());
    }

    @Test
    void one_that_cannot_be_read_is_not_skipped_but_does_not_hide_the_help() throws IOException {
        Files.createDirectory(file());

        assertThat(problems(usual())).singleElement().asString().contains("Cannot read the settings in " + file());
        assertThat(CommandLines.run(new Settings(), usual())).isEqualTo(2);
        assertThat(CommandLines.run(new Settings(), usual(), "--help")).isZero();
        assertThat(CommandLines.run(new Settings(), usual(), "--version")).isZero();
    }

    @Test
    void one_that_is_forbidden_is_not_skipped() throws IOException {
        Files.writeString(file(), "tea = green");
        assumeFalse(!file().toFile().setReadable(false) || Files.isReadable(file()), "root may read everything");

        assertThat(problems(usual())).singleElement().asString().contains("Cannot read the settings in " + file());
    }

    private Configuration usual() {
        return Configuration.of(file(), name -> null);
    }

    private Path file() {
        return folder.resolve("program.properties");
    }

    private static List<String> problems(Configuration configuration) {
        return CommandLines.read(new Settings(), configuration);
    }

    private static @Nullable String tea(Configuration configuration) {
        Settings settings = new Settings();
        assertThat(CommandLines.read(settings, configuration)).isEmpty();
        return settings.tea;
    }
}
