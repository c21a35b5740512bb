package chat.jim.server.accept;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import chat.jim.server.TestServer;
import chat.jim.server.TlsPeer;
import chat.jim.testing.Certificates;
import chat.jim.testing.RawClient;
import chat.jim.tls.CertificateFiles;
import chat.jim.tls.TlsException;
import chat.jim.tls.TlsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** E43: what happens to a certificate on the disk while the server runs. */
class CertificateReloaderTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(CertificateReloader.class);

    @TempDir
    private Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Certificates certificates;
    private CertificateFiles files;
    private CertificateReloader watch;
    private TlsServer first;

    @BeforeEach
    void watch() throws TlsException {
        certificates = new Certificates(folder);
        files = certificates.serve("rsa.crt", "rsa.key");
        log.start();
        LOG.setLevel(Level.INFO);
        LOG.addAppender(log);
        watch = new CertificateReloader(files, () -> now);
        first = watch.current();
    }

    @AfterEach
    void detach() {
        LOG.detachAppender(log);
    }

    @Test
    void files_that_have_not_changed_change_nothing() {
        watch.tick();

        assertThat(watch.current()).isSameAs(first);
        assertThat(log.list).isEmpty();
    }

    @Test
    void new_files_are_taken_up_and_told_once() {
        certificates.serve("ec.crt", "ec.key");
        tickOften();

        assertThat(watch.current()).isNotSameAs(first);
        assertThat(told()).containsExactly("INFO Using the new TLS certificate, valid until 2125-01-01T00:00:00Z");
    }

    @Test
    void e43_a_missing_certificate_leaves_the_old_one_in_force_and_is_told_once() throws IOException {
        Files.delete(folder.resolve("server.crt"));

        assertStays("server.crt cannot be read (NoSuchFileException");
    }

    @Test
    void e43_a_key_of_another_certificate_leaves_the_old_one_in_force_and_is_told_once() {
        certificates.serve("rsa.crt", "ec.key");

        assertStays("server.key holds a key that is not that of the certificate");
    }

    @Test
    void e43_garbage_leaves_the_old_one_in_force_and_is_told_once() throws IOException {
        Files.writeString(
                folder.resolve("server.crt"), "-----BEGIN CERTIFICATE-----\nAAA\n-----END CERTIFICATE-----\n");
        assertStays("server.crt holds no certificate");

        Files.writeString(folder.resolve("server.key"), "no key at all");
        tickOften();
        assertThat(told()).hasSize(2).last().asString().contains("server.key holds no private key");
    }

    @Test
    void e43_an_expired_certificate_leaves_the_old_one_in_force_and_is_told_once() {
        certificates.serve("expired.crt", "rsa.key");

        assertStays("it is not valid now (it ends 2021-12-31T00:00:00Z)");
    }

    @Test
    void e43_the_certificate_in_force_that_expires_is_told_once_and_replaced() {
        now = Instant.parse("2125-02-01T00:00:00Z");
        tickOften();

        assertThat(watch.isValid()).isFalse();
        assertThat(told()).singleElement().asString().contains("in use is not valid now", "clients refuse it");
        certificates.serve("ec.crt", "ec.key");
        watch.tick();
        assertThat(watch.current()).isNotSameAs(first);
    }

    @Test
    void files_that_were_mended_are_taken_up() throws IOException {
        Files.delete(folder.resolve("server.crt"));
        watch.tick();
        certificates.serve("ec.crt", "ec.key");
        tickOften();

        assertThat(watch.current()).isNotSameAs(first);
        assertThat(told()).hasSize(2).last().asString().startsWith("INFO Using the new TLS certificate");
    }

    @Test
    void what_was_read_in_other_files_is_used_at_once() throws TlsException {
        CertificateFiles others = new CertificateFiles.InPem(certificates.file("ec.crt"), certificates.file("ec.key"));
        TlsServer read = others.read();
        watch.use(others, read);
        assertThat(watch.current()).isSameAs(read);

        tickOften();
        assertThat(told()).containsExactly("INFO Using the new TLS certificate, valid until 2125-01-01T00:00:00Z");
    }

    @Test
    void at_the_start_files_of_no_use_are_an_error() {
        certificates.serve("rsa.crt", "ec.key");

        assertThatThrownBy(() -> new CertificateReloader(files, () -> now)).isInstanceOf(TlsException.class);
    }

    @Test
    void a_running_server_shows_the_new_certificate_to_new_connections_and_keeps_the_old_ones() {
        TlsPeer tls = new TlsPeer(folder);
        try (TestServer server = TestServer.startTls(files, 0)) {
            RawClient alice = tls.online(server, "TLSv1.3", "alice");
            certificates.serve("ec.crt", "ec.key");

            await().until(() -> tls.certificate(server).getPublicKey().getAlgorithm(), "EC"::equals);
            alice.fence("alice").quit();
        }
    }

    private void assertStays(String why) {
        tickOften();

        assertThat(watch.current()).isSameAs(first);
        assertThat(told())
                .singleElement()
                .asString()
                .startsWith("WARN Keeping the old TLS certificate")
                .contains(why);
    }

    private void tickOften() {
        for (int i = 0; i < 3; i++) {
            watch.tick();
        }
    }

    private List<String> told() {
        return log.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }
}
