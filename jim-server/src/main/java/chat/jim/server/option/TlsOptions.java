package chat.jim.server.option;

import chat.jim.process.Environment;
import chat.jim.process.Failure;
import chat.jim.text.Texts;
import chat.jim.tls.CertificateFiles;
import chat.jim.tls.TlsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The server's options about TLS. */
public final class TlsOptions {
    private static final Texts TEXTS = Texts.of(TlsOptions.class);

    /** Not an option: everybody on the machine can read the command line. */
    private static final String PASSWORD_VARIABLE = "JIM_TLS_KEYSTORE_PASSWORD";

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description =
                    "Speak TLS with this certificate in PEM, followed by those that lead to its authority. When the"
                            + " file changes, it is read again.")
    private @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "The certificate's private key in PEM (PKCS#8, not encrypted).")
    private @Nullable Path key;

    @Option(
            names = "--tls-keystore",
            paramLabel = "FILE",
            description = "Instead of these two: a keystore in PKCS#12. Its password is in the environment variable "
                    + PASSWORD_VARIABLE + ".")
    private @Nullable Path keystore;

    /** For picocli. */
    public TlsOptions() {}

    /**
     * The files of the certificate; null without TLS.
     *
     * @throws ParameterException the options contradict each other
     */
    public @Nullable CertificateFiles files(CommandLine line) {
        if ((certificate == null) != (key == null)) {
            throw new ParameterException(line, TEXTS.say("tls.half"));
        }
        if (keystore != null && certificate != null) {
            throw new ParameterException(line, TEXTS.say("tls.both"));
        }
        if (keystore != null) {
            return new CertificateFiles.Keystore(
                    keystore, Objects.requireNonNullElse(Environment.get(PASSWORD_VARIABLE), ""));
        }
        return certificate == null || key == null ? null : new CertificateFiles.InPem(certificate, key);
    }

    /** A sentence that says what is wrong with the files, and what to do. */
    public static Failure failure(TlsException e) {
        String file = e.subject();
        return new Failure(
                switch (e.problem()) {
                    case UNREADABLE ->
                        TEXTS.say(
                                "tls.unreadable",
                                file,
                                e.getCause() instanceof IOException cause ? Failure.reason(cause) : file);
                    case NO_CERTIFICATE -> TEXTS.say("tls.nocertificate", file);
                    case NO_KEY -> TEXTS.say("tls.nokey", file);
                    case WRONG_FORM -> TEXTS.say("tls.wrongform", file);
                    case MISMATCH -> TEXTS.say("tls.mismatch", file);
                    case NO_KEYSTORE -> TEXTS.say("tls.nokeystore", file, PASSWORD_VARIABLE);
                    default -> String.valueOf(e.getMessage());
                });
    }
}
