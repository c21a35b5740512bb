package chat.jim.tls;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says why TLS is impossible: what is wrong with the files, or with the peer. Trying again does not help. */
public final class TlsException extends IOException {
    private static final long serialVersionUID = 1;

    /** The kind of problem, with its words for a log. */
    public enum Problem {
        /** The file cannot be read; the cause says why. */
        UNREADABLE("cannot be read"),
        /** The file has no certificate. */
        NO_CERTIFICATE("holds no certificate"),
        /** The file has no private key. */
        NO_KEY("holds no private key in PEM"),
        /** The key is encrypted, or in a format older than PKCS#8. */
        WRONG_FORM("holds a key that is encrypted, or not in PKCS#8"),
        /** The key does not belong to the certificate. */
        MISMATCH("holds a key that is not that of the certificate"),
        /** The file is no PKCS#12 keystore, or has another password. */
        NO_KEYSTORE("is no PKCS#12 keystore, or has another password"),
        /** No trusted authority has signed the peer's certificate. */
        UNKNOWN("has a certificate that is not trusted"),
        /** The peer's certificate is for other names. */
        WRONG_NAME("has a certificate for other names"),
        /** The peer's certificate has expired, or is not valid yet. */
        EXPIRED("has a certificate that is not valid now"),
        /** The peer speaks no TLS, or none that is acceptable. */
        NO_TLS("speaks no acceptable TLS");

        private final String words;

        Problem(String words) {
            this.words = words;
        }
    }

    private final Problem problem;
    private final String subject;

    /** Reports a problem with {@code what}, a file or a peer. */
    TlsException(Problem problem, Object what, @Nullable Exception cause) {
        super(what + " " + problem.words + (cause == null ? "" : " (" + reason(cause) + ")"), cause);
        this.problem = problem;
        subject = what.toString();
    }

    static TlsException ofFile(Problem problem, Path file) {
        return new TlsException(problem, file, null);
    }

    private static String reason(Exception cause) {
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    /** The file or the peer that has the problem. */
    public String subject() {
        return subject;
    }

    /** The kind of problem. */
    public Problem problem() {
        return problem;
    }
}
