package chat.jim.client.cli;

import chat.jim.process.Failure;
import chat.jim.text.Texts;
import chat.jim.tls.TlsClient;
import chat.jim.tls.TlsException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options about TLS. */
final class TlsOptions {
    private static final Texts TEXTS = Texts.of(TlsOptions.class);

    @Option(
            names = "--tls",
            description = "Speak TLS with the server; its certificate must be for ADDRESS, and from an authority that"
                    + " Java trusts.")
    private boolean tls;

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description = "Speak TLS, and trust the certificates in this file (PEM), and no others: an authority's, or"
                    + " the server's own.")
    private @Nullable Path authorities;

    /**
     * The TLS settings; null without TLS.
     *
     * @throws Failure the file cannot be read, or contains no certificate
     */
    @Nullable
    TlsClient client() {
        if (authorities == null) {
            return tls ? TlsClient.trustingSystem() : null;
        }
        try {
            return TlsClient.trusting(authorities);
        } catch (TlsException e) {
            throw new Failure(
                    e.problem() == TlsException.Problem.UNREADABLE && e.getCause() instanceof IOException cause
                            ? TEXTS.say("tls.unreadable", authorities, Failure.reason(cause))
                            : TEXTS.say("tls.nocertificate", authorities));
        }
    }
}
