package chat.jim.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chat.jim.testing.Certificates;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateFilesTest {
    @TempDir
    private Path folder;

    @Test
    void a_keystore_with_a_key_alone_has_no_certificate() {
        CertificateFiles files = new CertificateFiles.Keystore(new Certificates(folder).file("key-only.p12"), "secret");

        TlsException e = catchThrowableOfType(TlsException.class, files::read);
        assertThat(e.problem()).isEqualTo(TlsException.Problem.NO_CERTIFICATE);
    }
}
