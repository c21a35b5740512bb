package chat.jim.launcher.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.codec.Codec;
import chat.jim.protocol.Message;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.wire.FlatObject;
import chat.jim.wire.Frame;
import java.io.IOException;

/**
 * Dispatches what a server sends. Nearly everything is a message or a plain 200, which its flat object shows.
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
        FlatObject object = frame.flatObject();
        if (object == null) {
            decode(frame, handler);
            return;
        }
        int action = object.find(ACTION);
        int response = object.find(RESPONSE);
        int from = object.find(FROM);
        int text = object.find(MESSAGE);
        boolean plain = from >= 0 && object.isPlain(from) && text >= 0 && object.isPlain(text);
        if (action < 0 && response >= 0 && object.is(response, OK)) {
            handler.onOk();
        } else if (action >= 0 && response < 0 && object.is(action, MSG) && plain) {
            handler.onMessage(object.value(from), object.value(text));
        } else {
            decode(frame, handler);
        }
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
