package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import chat.jim.testing.RawClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;

/**
 * Two who talk with each other all the while that others put the server to the test, and an ear at its log. Closing them
 * fails if they have lost or waited in vain for a message, or if the server has logged an error.
 */
final class Bystanders implements AutoCloseable {
    private static final int FEWEST_MESSAGES = 10;
    private static final long PAUSE_NANOS = 5_000_000;

    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final ErrorAppender appender = new ErrorAppender();
    private final RawClient sender;
    private final RawClient receiver;
    private final Thread talk = new Thread(this::talk, "bystanders");
    private volatile boolean over;
    private volatile Throwable failure;

    private final class ErrorAppender extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
                errors.add(event.getFormattedMessage() + " " + event.getThrowableProxy());
            }
        }
    }

    /** They come online as guests, and begin to talk. */
    Bystanders(TestServer server) {
        appender.setContext(log.getLoggerContext());
        appender.start();
        log.addAppender(appender);
        sender = server.online("bystander-1");
        receiver = server.online("bystander-2");
        talk.start();
    }

    private void talk() {
        try {
            for (int i = 0; !over || i < FEWEST_MESSAGES; i++) {
                sender.msg("bystander-2", "number " + i).expect(200);
                receiver.expectMessage("bystander-1", "number " + i);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            sender.fence("bystander-1");
            receiver.fence("bystander-2");
        } catch (RuntimeException | AssertionError e) {
            failure = e;
        }
    }

    /** They go, and tell what they have noticed. */
    @Override
    public void close() {
        over = true;
        try {
            talk.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        log.detachAppender(appender);
        sender.close();
        receiver.close();
        assertThat(failure).as("what the bystanders noticed").isNull();
        assertThat(errors).as("errors in the log").isEmpty();
    }
}
