package chat.jim.server.command;

import chat.jim.process.Failure;
import chat.jim.server.option.TlsOptions;
import chat.jim.server.store.file.ServerLock;
import chat.jim.text.Texts;
import chat.jim.tls.CertificateFiles;
import chat.jim.tls.TlsException;
import chat.jim.tls.TlsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tries what a server needs at its start, and changes nothing. The server may be running. */
public final class StartCheck {
    private static final Texts TEXTS = Texts.of(StartCheck.class);

    private final Consumer<String> fine;
    private final Consumer<String> wrong;

    /** Whether a server has the data, and so the ports. */
    private final boolean isRunning;

    private boolean failed;

    /**
     * Tells one a line about all that is right, and the other about all that is wrong.
     *
     * @param data the folder of the data
     */
    public StartCheck(Path data, Consumer<String> fine, Consumer<String> wrong) {
        isRunning = isHeld(data);
        this.fine = fine;
        this.wrong = wrong;
    }

    /** Whether something was wrong. */
    public boolean failed() {
        return failed;
    }

    private static boolean isHeld(Path data) {
        try {
            return ServerLock.isHeld(data);
        } catch (IOException e) {
            return true; // nobody but that server's user may know
        }
    }

    /**
     * Whether the address is this machine's, and the port free unless the server runs; no address means all.
     *
     * @param elsewhere names another address
     * @param otherwise names another port
     */
    public void address(@Nullable InetAddress address, int port, String elsewhere, String otherwise) {
        String shown = address == null ? TEXTS.say("address.all") : address.getHostAddress();
        try {
            new ServerSocket(0, 1, address).close();
        } catch (IOException e) {
            fail(TEXTS.say("check.address", shown, Failure.reason(e), elsewhere));
            return;
        }
        try {
            if (!isRunning) {
                new ServerSocket(port, 1, address).close();
            }
        } catch (IOException e) {
            fail(TEXTS.say("check.port", shown, Integer.toString(port), Failure.reason(e), otherwise));
        }
    }

    /** Whether the metrics can be shown there; null means nowhere. */
    public void metrics(@Nullable InetSocketAddress place) {
        if (place != null) {
            address(place.getAddress(), place.getPort(), "--metrics", "--metrics");
        }
    }

    /** Whether the certificate can be used; null means none. */
    public void certificate(@Nullable CertificateFiles files) {
        if (files == null) {
            return;
        }
        try {
            TlsServer certificate = files.read();
            if (certificate.isValid(Instant.now())) {
                fine.accept(TEXTS.say("check.certificate", certificate.end()));
            } else {
                fail(TEXTS.say("tls.expired"));
            }
        } catch (TlsException e) {
            fail(String.valueOf(TlsOptions.failure(e).getMessage()));
        }
    }

    /**
     * Whether files can be written in that folder, or it can be made.
     *
     * @param option names another one
     */
    public void folder(Path folder, String option) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            fail(TEXTS.say("check.nofolder", folder, option));
        } else {
            fine.accept(TEXTS.say(Files.exists(folder) ? "check.folder" : "check.newfolder", folder));
        }
    }

    /** Whether something can be used: the attempt returns a sentence, or fails with one. */
    public void attempt(Supplier<String> attempt) {
        try {
            fine.accept(attempt.get());
        } catch (Failure e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    private void fail(String sentence) {
        failed = true;
        wrong.accept(sentence);
    }
}
