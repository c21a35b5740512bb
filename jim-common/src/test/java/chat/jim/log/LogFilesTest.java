package chat.jim.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class LogFilesTest {
    private static final int THREADS = 4;
    private static final int LINES = 2000;
    private static final int MOVES = 20;

    @TempDir
    private Path folder;

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger log = context.getLogger(LogFilesTest.class.getName());

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void no_line_is_lost_or_twice_while_files_are_renamed_and_opened_anew(boolean queued) throws Exception {
        LogFileAppender file = appender();
        AsyncAppender queue = new AsyncAppender();
        queue.setContext(context);
        queue.setDiscardingThreshold(0);
        queue.setMaxFlushTime(0);
        if (queued) {
            queue.addAppender(file);
            queue.start();
        }
        log.addAppender(queued ? queue : file);
        log.setLevel(Level.INFO);
        log.setAdditive(false);
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int first = i * LINES;
                writers.add(executor.submit(
                        () -> IntStream.range(first, first + LINES).forEach(line -> log.info("{}", line))));
            }
            for (int i = 0; i < MOVES; i++) {
                Files.move(folder.resolve("test.log"), folder.resolve("moved" + i));
                LogFiles.reopen();
                assertThat(folder.resolve("test.log")).exists();
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            executor.shutdownNow();
            log.detachAndStopAllAppenders();
            log.setLevel(null);
            log.setAdditive(true);
        }

        assertThat(lines())
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, THREADS * LINES)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"debug", "Trace"})
    void the_level_can_be_another_one_from_now_on(String name) {
        String before = LogFiles.level();
        try {
            assertThat(LogFiles.setLevel(name)).isTrue();
            assertThat(LogFiles.level()).isEqualToIgnoringCase(name);
            assertThat(log.isDebugEnabled()).isTrue();
        } finally {
            assertThat(LogFiles.setLevel(before)).isTrue();
        }
        assertThat(log.isDebugEnabled()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "loud", "OFF", "ALL", "10000"})
    void what_is_no_level_changes_nothing(String name) {
        String before = LogFiles.level();

        assertThat(LogFiles.setLevel(name)).isFalse();
        assertThat(LogFiles.level()).isEqualTo(before);
    }

    private LogFileAppender appender() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%msg%n");
        encoder.start();
        LogFileAppender appender = new LogFileAppender();
        appender.setContext(context);
        appender.setFolder(folder.toString());
        appender.setStem("test");
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    private List<String> lines() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(LogFilesTest::lines).flatMap(Collection::stream).toList();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
