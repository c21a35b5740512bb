package chat.jim.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.codec.Codec;
import chat.jim.net.Connection;
import chat.jim.net.Transport;
import chat.jim.protocol.Message;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.server.session.ConnectionHandler;
import chat.jim.server.session.ServerContext;
import chat.jim.testing.Waiting;
import chat.jim.thread.Threads;
import chat.jim.wire.BufferPool;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One peer of a server, and its model: what is sent goes to both, and they have to agree on what came back. */
final class PlayedPeer {
    private final StandInSocket socket = new StandInSocket();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final PeerModel model;

    PlayedPeer(ServerContext context, ServerModel server) throws IOException, InterruptedException {
        model = new PeerModel(server);
        Connection connection = new Connection(
                new Transport(socket, null, null),
                Duration.ZERO,
                context.config().limits().outboxBytes(),
                BufferPool.unlimited());
        ConnectionHandler handler = new ConnectionHandler(connection, context, any -> ended.countDown());
        Threads.start(handler::run);
        socket.send(new byte[0]);
    }

    /** Whether the connection is over. */
    boolean over() {
        return model.over();
    }

    /** Whether the connection is over since the peer came online over another one. */
    boolean replaced() {
        return model.replaced();
    }

    /** Sends the bytes, and waits until the server has done all that they ask for. */
    void send(byte[] bytes) throws IOException, InterruptedException {
        model.send(bytes);
        socket.send(bytes);
        if (model.over()) {
            hangUp();
        }
    }

    /** Ends the connection as a peer does that has said all. */
    void hangUp() throws InterruptedException {
        model.end();
        socket.end();
        awaitEnd();
        assertThat(seen()).isEqualTo(model.expected());
    }

    /** Breaks the connection; what was on its way may be lost. */
    void reset() throws InterruptedException {
        model.end();
        socket.reset();
        awaitEnd();
        List<String> seen = seen();
        assertThat(seen)
                .isEqualTo(model.expected()
                        .subList(0, Math.min(seen.size(), model.expected().size())));
    }

    private void awaitEnd() throws InterruptedException {
        assertThat(ended.await(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                .as("ended")
                .isTrue();
    }

    /** What was written to it, a list put together from its parts, in the form in which the model expects it. */
    private List<String> seen() {
        List<String> seen = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String line : new String(socket.written(), UTF_8).lines().toList()) {
            Message message = decode(line);
            if (message instanceof Action.Msg msg) {
                seen.add(SessionModel.shown(msg, msg.from()));
            } else if (!(message instanceof Response response)) {
                seen.add(line);
            } else if (response.isPart()) {
                names.addAll(response.names());
            } else if (response.code().isNotice()) {
                seen.add(response.code() + " " + response.text());
            } else {
                seen.add(response.code() + SessionModel.names(names.stream()));
                names.clear();
            }
        }
        return seen;
    }

    private Message decode(String line) {
        try {
            return Codec.decode(Frame.of(line.getBytes(UTF_8)));
        } catch (FrameException e) {
            throw new AssertionError(line, e);
        }
    }
}
