package chat.jim.client;

import java.io.IOException;

/** The server cannot be spoken to by TLS, or may be somebody else: to try again is of no use. The message is for people. */
public final class UntrustedServerException extends IOException {
    private static final long serialVersionUID = 1;

    UntrustedServerException(String sentence) {
        super(sentence);
    }
}
