package chat.jim.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log whose file cannot be written for a while, since a folder is in its place; or that belongs to another program. */
class LogFileAppenderTest {
    @TempDir
    private Path folder;

    private final LoggerContext context = new LoggerContext();
    private Path file;
    private Logger log;
    private LogFileAppender appender;

    @BeforeEach
    void open() throws IOException {
        file = Files.createDirectory(folder.resolve("test.log"));
        context.setMDCAdapter(new LogbackMDCAdapter());
        appender = new LogFileAppender();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%level %logger{0} %method %msg%n");
        encoder.start();
        appender.setContext(context);
        appender.setFolder(folder.toString());
        appender.setStem("test");
        appender.setEncoder(encoder);
        appender.start();
        log = context.getLogger("test");
        log.addAppender(appender);
    }

    @AfterEach
    void close() {
        context.stop();
    }

    @Test
    void lines_that_were_lost_are_counted_once_writing_works_again() throws IOException {
        for (int i = 0; i < 3; i++) {
            log.info("lost");
        }
        Files.delete(file);
        log.info("kept");
        log.info("kept too");

        assertThat(Files.readAllLines(file))
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("kept"),
                        line -> assertThat(line)
                                .isEqualTo("WARN LogFileAppender append Lines that were lost,"
                                        + " since they could not be written: 3"),
                        line -> assertThat(line).endsWith("kept too"));
    }

    @Test
    void each_line_in_a_file_of_another_program_goes_into_the_one_that_has_the_name_now() throws IOException {
        Files.delete(file);
        appender.stop();
        appender.setRolls(false);
        appender.start();
        log.info("one");
        Files.move(file, folder.resolve("old"));
        log.info("two");

        assertThat(Files.readAllLines(folder.resolve("old")))
                .singleElement()
                .asString()
                .endsWith("one");
        assertThat(Files.readAllLines(file)).singleElement().asString().endsWith("two");
    }
}
