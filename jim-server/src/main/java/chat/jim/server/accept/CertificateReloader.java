package chat.jim.server.accept;

import chat.jim.log.Audit;
import chat.jim.tls.CertificateFiles;
import chat.jim.tls.TlsException;
import chat.jim.tls.TlsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the server's certificate, and reads it again when its files change. If the files are unusable, it keeps the old
 * one and logs that once. It also logs once that the certificate has expired. May be used from any thread.
 */
public final class CertificateReloader {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateReloader.class);

    private CertificateFiles files;
    private final InstantSource clock;
    private volatile TlsServer current;

    /** The stamps of the files at the last read. */
    private List<Object> seen;

    /** Why the files were unusable at the last read; empty if they were usable. */
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
        warnIfExpired();
    }

    /** The certificate for new connections. From any thread. */
    public TlsServer current() {
        return current;
    }

    /** Whether the current certificate is valid now. From any thread. */
    public boolean isValid() {
        return current.isValid(clock.instant());
    }

    /** Uses what was read in other files; the next {@link #tick} looks whether they have changed since. */
    public synchronized void use(CertificateFiles others, TlsServer read) {
        if (!others.paths().equals(files.paths())) {
            files = others;
            current = read;
            seen = List.of();
        }
    }

    /** Until when the current certificate is valid. From any thread. */
    public Instant end() {
        return current.end();
    }

    /** Reads the files again if they have changed or were unusable. Call this about every second. */
    public synchronized void tick() {
        List<Object> stamps = stamps(files);
        if (!stamps.equals(seen) || !problem.isEmpty()) {
            seen = stamps;
            readAgain();
        }
        warnIfExpired();
    }

    private void readAgain() {
        try {
            TlsServer read = files.read();
            if (isValid() && !read.isValid(clock.instant())) {
                keepOld("it is not valid now (it ends " + read.end() + ")");
            } else {
                current = read;
                problem = "";
                LOG.info("Using the new TLS certificate, valid until {}", read.end());
                Audit.of("reload")
                        .with("what", "certificate")
                        .with("result", "ok")
                        .write();
            }
        } catch (TlsException e) {
            keepOld(String.valueOf(e.getMessage()));
        }
    }

    private void keepOld(String why) {
        if (!why.equals(problem)) {
            problem = why;
            LOG.warn("Keeping the old TLS certificate, because the new one is unusable: {}", why);
            Audit.of("reload")
                    .with("what", "certificate")
                    .with("result", "failed")
                    .write();
        }
    }

    private void warnIfExpired() {
        TlsServer inUse = current;
        if (!isValid() && inUse != expired) {
            expired = inUse;
            LOG.warn("The TLS certificate in use is not valid now (it ends {}): clients refuse it", inUse.end());
        }
    }

    /** The attributes that change when a file changes. */
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
