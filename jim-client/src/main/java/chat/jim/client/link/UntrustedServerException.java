package chat.jim.client.link;

import java.io.IOException;

/**
 * The server does not speak TLS, or may be an impostor: trying again would not help. The message is a sentence for people.
 */
public final class UntrustedServerException extends IOException {
    private static final long serialVersionUID = 1;

    UntrustedServerException(String sentence) {
        super(sentence);
    }
}
