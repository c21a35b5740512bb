package chat.jim.launcher.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.codec.Codec;
import chat.jim.protocol.Action;
import chat.jim.protocol.Message;
import chat.jim.protocol.Response;
import chat.jim.wire.FlatObject;
import chat.jim.wire.Frame;
import java.io.IOException;

/**
 * Tells apart what comes from a server. Nearly all of it are texts and plain 200s, which the outline of a frame is enough
 * for; only the others are decoded, since the codec would take longer than the server does.
 */
final class Incoming {
    private static final Codec CODEC = new Codec();
    private static final long RESPONSE = FlatObject.key("response");
    private static final long ACTION = FlatObject.key("action");
    private static final long FROM = FlatObject.key("from");
    private static final long MESSAGE = FlatObject.key("message");
    private static final byte[] OK = "200".getBytes(UTF_8);
    private static final byte[] MSG = "msg".getBytes(UTF_8);

    private Incoming() {}

    /** Whom it is for. */
    interface Taker {
        /** A message. */
        void onText(byte[] from, byte[] text);

        /** The server asks for a presence. */
        void onProbe() throws IOException;

        /** A 200. */
        void onOk();

        /** Any other answer to a request. */
        void onAnswer(Response response);
    }

    /**
     * Gives the frame to the taker; notices are nobody's.
     *
     * @throws chat.jim.protocol.ProtocolException it is no good message
     */
    static void sort(Frame frame, Taker taker) throws IOException {
        FlatObject outline = frame.outline();
        if (outline == null) {
            decode(frame, taker);
            return;
        }
        int action = find(outline, ACTION);
        int response = find(outline, RESPONSE);
        int from = find(outline, FROM);
        int text = find(outline, MESSAGE);
        boolean plain = from >= 0 && outline.isPlain(from) && text >= 0 && outline.isPlain(text);
        if (action < 0 && response >= 0 && outline.is(response, OK)) {
            taker.onOk();
        } else if (action >= 0 && response < 0 && outline.is(action, MSG) && plain) {
            taker.onText(outline.value(from), outline.value(text));
        } else {
            decode(frame, taker);
        }
    }

    private static int find(FlatObject outline, long key) {
        for (int i = 0; i < outline.size(); i++) {
            if (outline.key(i) == key) {
                return i;
            }
        }
        return -1;
    }

    private static void decode(Frame frame, Taker taker) throws IOException {
        Message message = CODEC.decode(frame);
        if (message instanceof Action.Msg msg) {
            taker.onText(
                    String.valueOf(msg.from()).getBytes(UTF_8), msg.message().getBytes(UTF_8));
        } else if (message instanceof Action.Probe) {
            taker.onProbe();
        } else if (message instanceof Response response && !response.code().isNotice() && !response.isPart()) {
            taker.onAnswer(response);
        }
    }
}
