package chat.jim.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FatalErrorsTest {
    private final List<Throwable> ended = new ArrayList<>();

    static Stream<Throwable> fatal() {
        return Stream.of(
                new OutOfMemoryError("Java heap space"),
                new OutOfMemoryError("Metaspace"),
                new InternalError("a fault occurred in an unsafe memory access operation"),
                new NoClassDefFoundError("chat/jim/Some"),
                new ClassFormatError("Incompatible magic value"),
                new IllegalAccessError());
    }

    static Stream<Throwable> harmless() {
        return Stream.of(
                new OutOfMemoryError("unable to create native thread: possibly out of memory or process limits"),
                new StackOverflowError(),
                new AssertionError(),
                new IllegalStateException());
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void what_is_fatal_ends_the_process_however_it_is_wrapped(Throwable error) throws Exception {
        run(() -> FatalErrors.check(error));
        run(() -> FatalErrors.check(new CompletionException(new IllegalStateException(error))));

        assertThat(ended).containsExactly(error, error);
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void nothing_else_does(Throwable error) throws Exception {
        run(() -> FatalErrors.check(error));

        assertThat(ended).isEmpty();
    }

    @Test
    void a_guarded_task_may_fail_but_not_fatally() throws Exception {
        run(() -> FatalErrors.guard(() -> {
            throw new AssertionError("in a test");
        }));
        assertThat(ended).isEmpty();

        run(() -> FatalErrors.guard(() -> {
            throw new NoClassDefFoundError("in a test");
        }));
        assertThat(ended).hasSize(1);
    }

    private void run(Runnable task) throws InterruptedException {
        Thread thread = new Thread(task);
        thread.setUncaughtExceptionHandler((where, thrown) -> ended.add(thrown));
        thread.start();
        thread.join();
    }
}
