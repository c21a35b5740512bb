package chat.jim.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** The packaged configuration of the server's log. */
class ServerLogTest {
    @TempDir
    private Path folder;

    private final LoggerContext context = new LoggerContext();

    @Test
    void a_line_has_date_time_level_module_function_and_message() throws Exception {
        Logger log = open();
        log.info("alice is online");

        assertThat(lines())
                .singleElement()
                .asString()
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO "
                        + "ServerLogTest a_line_has_date_time_level_module_function_and_message alice is online");
    }

    @Test
    void a_burst_loses_nothing() throws Exception {
        Logger log = open();
        int burst = 20_001;
        for (int i = 0; i < burst; i++) {
            log.info("line {}", i);
        }

        assertThat(lines()).hasSize(burst);
    }

    @Test
    void one_event_is_one_line_whatever_a_name_contains() throws Exception {
        Logger log = open();
        log.info("{} is online", "eve\n2026-01-01 INFO root logged in\r\u001b[2J\u2028\u202e${jndi:x}");

        assertThat(lines())
                .singleElement()
                .asString()
                .doesNotContain("\u001b", "\u2028", "\u202e")
                .contains("${jndi:x}");
    }

    @Test
    void an_exception_stays_on_its_line() throws Exception {
        Logger log = open();
        log.error("A request failed", new IllegalStateException("first\nsecond", new IOException("cause")));

        assertThat(lines())
                .singleElement()
                .asString()
                .contains("A request failed", "IllegalStateException: first | second", "cause", "ServerLogTest.java");
    }

    @Test
    void the_oldest_files_go_when_all_together_would_have_more_than_the_bound() throws Exception {
        context.putProperty("jim.logs.size", "10000");
        context.putProperty("jim.logs.total", "30000");
        Logger log = open();
        for (int i = 0; i < 2000; i++) {
            log.info("line {}", i);
        }
        assertThat(lines()).last().asString().endsWith("line 1999");

        assertThat(bytes()).isBetween(1L, 40_000L);
    }

    @Test
    void what_is_audited_is_in_a_file_of_its_own_for_its_owner_at_once() throws Exception {
        open();
        context.getLogger("audit").info("event=login");
        Path file = folder.resolve("audit.log");

        assertThat(Files.readString(file)).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z event=login\n");
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(lines()).isEmpty();
    }

    private long bytes() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private Logger open() throws JoranException {
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("jim.logs", folder.toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(ServerLogTest.class.getResource("/logback-server.xml"));
        return context.getLogger(ServerLogTest.class);
    }

    private List<String> lines() throws IOException {
        context.stop();
        Path file = folder.resolve("server.log");
        return Files.exists(file) ? Files.readAllLines(file, UTF_8) : List.of();
    }
}
