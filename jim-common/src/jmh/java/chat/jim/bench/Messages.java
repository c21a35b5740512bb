package chat.jim.bench;

import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.nio.charset.StandardCharsets;

/** The plain messages that all is measured with: like most that people send, short and for one other person. */
final class Messages {
    private static final String ONE = "{\"action\":\"msg\",\"time\":1763700002,\"to\":\"bob\",\"from\":\"alice\","
            + "\"encoding\":\"utf-8\",\"message\":\"Shall we meet at the tea house at five? Мне подходит.\"}\n";

    private Messages() {}

    /** So many of them, a line each. */
    static byte[] lines(int count) {
        return ONE.repeat(count).getBytes(StandardCharsets.UTF_8);
    }

    /** One of them as a writer makes it, without its members noted. */
    static Frame frame() throws FrameException {
        return Frame.of(ONE.strip().getBytes(StandardCharsets.UTF_8));
    }
}
