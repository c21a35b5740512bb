package chat.jim.tls;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says why TLS cannot be spoken: what is wrong with the files, or with the peer. Time alone does not mend it. */
public final class TlsException extends IOException {
    private static final long serialVersionUID = 1;

    /** What is wrong, in words for a log. */
    public enum Problem {
        /** A file cannot be read; the cause says why. */
        UNREADABLE("cannot be read"),
        /** No certificate is in the file. */
        NO_CERTIFICATE("holds no certificate"),
        /** No private key is in the file. */
        NO_KEY("holds no private key in PEM"),
        /** The key is encrypted, or of a form from before PKCS#8. */
        WRONG_FORM("holds a key that is encrypted, or not in PKCS#8"),
        /** The key is not the certificate's. */
        MISMATCH("holds a key that is not that of the certificate"),
        /** It is no PKCS#12 keystore, or its password is another. */
        NO_KEYSTORE("is no PKCS#12 keystore, or has another password"),
        /** No authority that is trusted has signed the peer's certificate. */
        UNKNOWN("has a certificate that is not trusted"),
        /** The peer's certificate is for other names. */
        WRONG_NAME("has a certificate for other names"),
        /** The time for which the peer's certificate is good is over, or has not begun. */
        EXPIRED("has a certificate that is not valid now"),
        /** The peer speaks no TLS, or none that will do. */
        NO_TLS("speaks no TLS that will do");

        private final String words;

        Problem(String words) {
            this.words = words;
        }
    }

    private final Problem problem;
    private final String subject;

    /** That {@code problem} is with {@code what}, a file or a peer. */
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

    /** The file or the peer that it is wrong with. */
    public String subject() {
        return subject;
    }

    /** What is wrong. */
    public Problem problem() {
        return problem;
    }
}
