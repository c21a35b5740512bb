package chat.jim.testing;

import chat.jim.tls.CertificateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** The tests' certificates and keys, put into a folder; which there are says the README beside them. */
public final class Certificates {
    private final Path folder;

    /** Puts them there as they are asked for. */
    public Certificates(Path folder) {
        this.folder = folder;
    }

    /** One of the files. */
    public Path file(String name) {
        return put(name, name);
    }

    /** A certificate and a key as a server has them, always under the same two names: what was there before is changed. */
    public CertificateFiles serve(String certificate, String key) {
        return new CertificateFiles.InPem(put(certificate, "server.crt"), put(key, "server.key"));
    }

    private Path put(String resource, String name) {
        try (InputStream in = Certificates.class.getResourceAsStream("/tls/" + resource)) {
            Path file = folder.resolve(name);
            Files.copy(Objects.requireNonNull(in, resource), file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
