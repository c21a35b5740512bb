package chat.jim.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class AuditTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("audit");
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

    @BeforeEach
    void listen() {
        heard.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(heard);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(heard);
        logger.setLevel(null);
        logger.setAdditive(true);
    }

    @Test
    void an_event_is_one_line_of_keys_and_values() throws Exception {
        Audit.of("login")
                .with("result", "ok")
                .with("address", InetAddress.getByName("203.0.113.7"))
                .with("account", "Алиса-1")
                .with("room", "#all")
                .with("why", null)
                .with("sessions", 2)
                .write();

        assertThat(line()).isEqualTo("event=login result=ok address=203.0.113.7 account=Алиса-1 room=#all sessions=2");
    }

    @Test
    void what_is_not_plain_is_in_quotes() {
        Audit.of("ban").with("why", "say \"no\" to \\ = and").with("by", "").write();

        assertThat(line()).isEqualTo("event=ban why=\"say \\\"no\\\" to \\\\ = and\" by=\"\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eve result=ok",
                "eve\" result=ok \"",
                "eve\\\" result=ok",
                "eve\u00a0result=ok",
                "eve\n2026 event=login result=ok",
                "eve\u202e\u2066\u200b result=ok",
                "eve\r\u001b[2J\u2028\u2029\u0085 result=ok",
                "\ud800 result=ok"
            })
    void no_value_can_look_like_another_field_or_line(String hostile) {
        Audit.of("login")
                .with("result", "wrong")
                .with("account", hostile)
                .with("end", 1)
                .write();

        assertThat(line())
                .matches("event=login result=wrong account=\"(?:[^\"\\\\]|\\\\[\"\\\\])*\" end=1")
                .doesNotContainPattern("[\\p{C}\\p{Zl}\\p{Zp}]");
    }

    @Test
    void a_long_value_is_cut_between_its_characters() {
        Audit.of("login").with("account", "\ud83d\ude00".repeat(100_000)).write();

        assertThat(line()).isEqualTo("event=login account=\"" + "\ud83d\ude00".repeat(200) + "…\"");
    }

    @Test
    void an_address_has_no_interface() throws Exception {
        byte[] linkLocal = InetAddress.getByName("fe80::1").getAddress();
        InetAddress address = Inet6Address.getByAddress(null, linkLocal, 2);
        Audit.of("login").with("address", address).write();

        assertThat(line()).isEqualTo("event=login address=fe80:0:0:0:0:0:0:1");
    }

    @Test
    void nothing_is_made_while_nothing_is_audited() {
        logger.setLevel(Level.OFF);
        assertThat(Audit.of("login").with("account", "alice")).isSameAs(Audit.of("ban"));
        Audit.of("login").write();

        assertThat(heard.list).isEmpty();
    }

    private String line() {
        assertThat(heard.list).hasSize(1);
        return heard.list.get(0).getFormattedMessage();
    }
}
