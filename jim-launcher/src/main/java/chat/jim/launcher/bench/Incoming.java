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
 * Dispatches what a server sends. Nearly everything is a message or a plain 200, which the outline of a frame identifies.
 * Only the rest is decoded: the codec would take longer than the server does.
 */
final class Incoming {
    private static final long RESPONSE = FlatObject.key("response");
    private static final long ACTION = FlatObject.key("action");
    private static final long FROM = FlatObject.key("from");
    private static final long MESSAGE = FlatObject.key("message");
    private static final byte[] OK = "200".getBytes(UTF_8);
    private static final byte[] MSG = "msg".getBytes(UTF_8);

    private Incoming() {}

    /** Gets what the server sends. */
    interface Handler {
        void onMessage(byte[] from, byte[] text);

        void onProbe() throws IOException;

        /** A request was answered 200. */
        void onOk();

        /** A request was answered otherwise. */
        void onAnswer(Response response);
    }

    /**
     * Gives the frame to the handler, unless it is a notice.
     *
     * @throws chat.jim.protocol.ProtocolException it is invalid
     */
    static void dispatch(Frame frame, Handler handler) throws IOException {
        FlatObject outline = frame.outline();
        if (outline == null) {
            decode(frame, handler);
            return;
        }
        int action = find(outline, ACTION);
        int response = find(outline, RESPONSE);
        int from = find(outline, FROM);
        int text = find(outline, MESSAGE);
        boolean plain = from >= 0 && outline.isPlain(from) && text >= 0 && outline.isPlain(text);
        if (action < 0 && response >= 0 && outline.is(response, OK)) {
            handler.onOk();
        } else if (action >= 0 && response < 0 && outline.is(action, MSG) && plain) {
            handler.onMessage(outline.value(from), outline.value(text));
        } else {
            decode(frame, handler);
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

    private static void decode(Frame frame, Handler handler) throws IOException {
        Message message = Codec.decode(frame);
        if (message instanceof Action.Msg msg) {
            handler.onMessage(
                    String.valueOf(msg.from()).getBytes(UTF_8), msg.message().getBytes(UTF_8));
        } else if (message instanceof Action.Probe) {
            handler.onProbe();
        } else if (message instanceof Response response && !response.code().isNotice() && !response.isPart()) {
            handler.onAnswer(response);
        }
    }
}
