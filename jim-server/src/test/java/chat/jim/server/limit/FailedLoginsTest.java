package chat.jim.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import chat.jim.log.PeerAddress;
import chat.jim.log.PeerAddress.Shown;
import chat.jim.protocol.Address;
import chat.jim.server.limit.FailedLogins.Reason;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FailedLoginsTest {
    private static final Address ALICE = Address.account("alice");

    private final Logger log = (Logger) LoggerFactory.getLogger(FailedLogins.class);
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();
    private final FailedLogins failures = new FailedLogins();

    private final Logger audit = (Logger) LoggerFactory.getLogger("audit");
    private final ListAppender<ILoggingEvent> audited = new ListAppender<>();

    @BeforeEach
    void listen() {
        audited.start();
        audit.setLevel(Level.INFO);
        audit.setAdditive(false);
        audit.addAppender(audited);
        heard.start();
        log.setLevel(Level.WARN);
        log.setAdditive(false);
        log.addAppender(heard);
    }

    @AfterEach
    void stop() {
        audit.detachAppender(audited);
        audit.setLevel(null);
        audit.setAdditive(true);
        PeerAddress.show(Shown.FULL);
        log.detachAppender(heard);
        log.setLevel(null);
        log.setAdditive(true);
    }

    @Test
    void each_is_one_line_with_its_name_and_address() throws Exception {
        failures.log(ALICE, InetAddress.getByName("203.0.113.7"), Reason.WRONG);
        failures.log(ALICE, InetAddress.getByName("2001:db8::1"), Reason.THROTTLED);
        failures.log(ALICE, InetAddress.getByName("203.0.113.7"), Reason.BLOCKED);

        assertThat(heard.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Failed login as alice from 203.0.113.7", "Failed login as alice from 2001:db8:0:0:0:0:0:1");
    }

    @Test
    void the_audit_file_has_the_reason_and_the_address_in_full_whatever_the_log_shows() throws Exception {
        PeerAddress.show(Shown.NONE);
        for (Reason reason : Reason.values()) {
            failures.log(ALICE, InetAddress.getByName("203.0.113.7"), reason);
        }

        assertThat(audited.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "event=login result=wrong address=203.0.113.7 account=alice",
                        "event=login result=throttled address=203.0.113.7 account=alice",
                        "event=login result=blocked address=203.0.113.7 account=alice");
        assertThat(heard.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsOnly("Failed login as alice from -");
    }

    @Test
    void of_a_flood_so_many_are_logged_in_a_minute_and_of_the_others_how_many_they_were() throws Exception {
        InetAddress from = InetAddress.getByName("203.0.113.7");
        for (int i = 0; i < FailedLogins.MOST + 12; i++) {
            failures.log(ALICE, from, Reason.WRONG);
        }
        failures.tick();
        failures.tick();
        failures.log(ALICE, from, Reason.WRONG);

        assertThat(audited.list).hasSize(FailedLogins.MOST + 2);
        assertThat(audited.list.get(FailedLogins.MOST).getFormattedMessage())
                .isEqualTo("event=login result=failed more=12");
        assertThat(heard.list).hasSize(FailedLogins.MOST + 2);
        assertThat(heard.list.get(FailedLogins.MOST).getFormattedMessage()).contains("12 more failed logins");
    }
}
