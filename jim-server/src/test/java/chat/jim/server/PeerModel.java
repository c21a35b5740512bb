package chat.jim.server;

import chat.jim.codec.Codec;
import chat.jim.protocol.Code;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.action.Action;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import chat.jim.wire.FrameReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * What PROTOCOL.md has one peer see who sends these bytes: an answer for each object, in their order, and no more after the
 * connection is over. Bytes are read and objects decoded as the server does it: that is tested elsewhere.
 */
final class PeerModel {
    private final Rest rest = new Rest();
    private final FrameReader reader = new FrameReader(rest);
    private final SessionModel session;
    private int badInARow;
    private boolean over;

    PeerModel(ServerModel server) {
        session = new SessionModel(server);
    }

    /** The bytes to come, which end for the time being, and go on. */
    private static final class Rest extends InputStream {
        private InputStream bytes = InputStream.nullInputStream();

        @Override
        public int read() throws IOException {
            return bytes.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return bytes.read(buffer, offset, length);
        }
    }

    /** Whether the server has closed the connection, or is about to. */
    boolean over() {
        return over || session.replaced();
    }

    /** See {@link SessionModel#replaced}. */
    boolean replaced() {
        return session.replaced();
    }

    /** What it has to see, see {@link SessionModel#expect}. */
    List<String> expected() {
        return session.expected();
    }

    /** The peer sends these bytes. */
    void send(byte[] bytes) throws IOException {
        rest.bytes = new ByteArrayInputStream(bytes);
        boolean more = true;
        while (more && !over) {
            try {
                Frame frame = reader.read();
                more = frame != null;
                if (more) {
                    answer(frame);
                }
            } catch (FrameException e) {
                refuse(Code.BAD_REQUEST);
                over |= e.fatal();
            }
        }
        if (over) {
            end();
        }
    }

    /** The connection is over. */
    void end() {
        over = true;
        session.end();
    }

    private void answer(Frame frame) {
        try {
            Message message = Codec.decode(frame);
            if (!(message instanceof Action action)) {
                throw ServerModel.refused(Code.BAD_REQUEST);
            }
            if (action.verb().forOnline() && !session.isOnline()) {
                throw ServerModel.refused(Code.UNAUTHORIZED);
            }
            over = action instanceof Action.Quit;
            session.expect(action.accept(session));
            badInARow = 0;
        } catch (ProtocolException e) {
            refuse(e.code());
        }
    }

    private void refuse(Code code) {
        session.expect(code.toString());
        badInARow = code.equals(Code.BAD_REQUEST) ? badInARow + 1 : 0;
        over = code.equals(Code.TOO_MANY) || badInARow == ServerModel.BAD_OBJECTS;
    }
}
