package chat.jim.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CallLogTest {
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(CallLog.class);

    interface Door {
        String open(String who, @Secret String password);
    }

    static final class FrontDoor implements Door {
        @Override
        public String open(String who, String password) {
            if (password.isEmpty()) {
                throw new IllegalStateException("locked");
            }
            return "welcome, " + who;
        }
    }

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    @Test
    void a_call_is_logged_with_its_arguments_and_its_caller_and_without_its_secrets() {
        Door door = CallLog.wrap(Door.class, new FrontDoor());

        assertThat(door.open("alice", "sesame")).isEqualTo("welcome, alice");

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("FrontDoor.open(alice, ***) called from CallLogTest."
                        + "a_call_is_logged_with_its_arguments_and_its_caller_and_without_its_secrets");
    }

    @Test
    void an_exception_passes_through_as_it_is() {
        Door door = CallLog.wrap(Door.class, new FrontDoor());

        assertThatThrownBy(() -> door.open("alice", ""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("locked");
    }
}
