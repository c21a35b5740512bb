package chat.jim.server.accept;

import chat.jim.tls.CertificateFiles;
import chat.jim.tls.TlsException;
import chat.jim.tls.TlsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's certificate, read again when its files have changed. Unusable files change nothing, and are logged once; so is
 * an expired certificate. {@link #tick} is for one thread.
 */
public final class CertificateReloader {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateReloader.class);

    private final CertificateFiles files;
    private final InstantSource clock;
    private volatile TlsServer current;

    /** What the files looked like when they were last read. */
    private List<Object> seen;

    /** Why the files were unusable then; empty if they were not. */
    private String problem = "";

    /** The certificate that was logged as expired. */
    private @Nullable TlsServer expired;

    /**
     * Reads the files.
     *
     * @throws TlsException they are unusable
     */
    public CertificateReloader(CertificateFiles files, InstantSource clock) throws TlsException {
        this.files = files;
        this.clock = clock;
        seen = stamps(files);
        current = files.read();
        tellIfExpired();
    }

    /** For new connections. From any thread. */
    public TlsServer current() {
        return current;
    }

    /** Whether clients can trust the certificate in force. From any thread. */
    public boolean isValid() {
        return current.isValid(clock.instant());
    }

    /** Reads the files again if they have changed or were unusable; to be called every second or so. */
    public void tick() {
        List<Object> stamps = stamps(files);
        if (!stamps.equals(seen) || !problem.isEmpty()) {
            seen = stamps;
            readAgain();
        }
        tellIfExpired();
    }

    private void readAgain() {
        try {
            TlsServer read = files.read();
            if (isValid() && !read.isValid(clock.instant())) {
                keep("it is not valid now, but until " + read.end());
            } else {
                current = read;
                problem = "";
                LOG.info("A new TLS certificate is in force, until {}", read.end());
            }
        } catch (TlsException e) {
            keep(String.valueOf(e.getMessage()));
        }
    }

    private void keep(String why) {
        if (!why.equals(problem)) {
            problem = why;
            LOG.warn("Keeping the old TLS certificate, the new one is unusable: {}", why);
        }
    }

    private void tellIfExpired() {
        TlsServer told = current;
        if (!isValid() && told != expired) {
            expired = told;
            LOG.warn("The TLS certificate in force is not valid now (it ends {}): clients refuse it", told.end());
        }
    }

    /** What changes when a file does. */
    private static List<Object> stamps(CertificateFiles files) {
        List<Object> stamps = new ArrayList<>();
        for (Path file : files.paths()) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                stamps.add(attributes.lastModifiedTime());
                stamps.add(attributes.size());
                stamps.add(String.valueOf(attributes.fileKey()));
            } catch (IOException e) {
                stamps.add("not there");
            }
        }
        return stamps;
    }
}
