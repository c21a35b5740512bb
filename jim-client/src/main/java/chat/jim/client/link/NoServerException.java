package chat.jim.client.link;

import java.io.IOException;

/** None of several servers answers. The message lists them with their reasons, for people. */
public final class NoServerException extends IOException {
    private static final long serialVersionUID = 1;

    NoServerException(String list) {
        super(list);
    }
}
