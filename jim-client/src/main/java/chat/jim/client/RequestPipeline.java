package chat.jim.client;

import chat.jim.codec.Codec;
import chat.jim.net.Connection;
import chat.jim.process.DaemonThreads;
import chat.jim.protocol.Action;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.text.Texts;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests and answers over one connection. One thread of its own receives; all methods may be called from any other
 * thread, and do nothing once the connection has ended.
 */
final class RequestPipeline {
    private static final Texts TEXTS = Texts.of(RequestPipeline.class);
    private static final Logger LOG = LoggerFactory.getLogger(RequestPipeline.class);
    private static final int GOODBYE_SECONDS = 2;
    private static final int ANSWER_SECONDS = 10;

    /** Requests that may be unanswered at once: who sends more waits, so that a long file does not fill the memory. */
    private static final int WINDOW = 64;

    private final Connection connection;
    private final Semaphore window = new Semaphore(WINDOW);
    private final PendingAnswers answers = new PendingAnswers();

    /** Makes the order in which answers are expected that of the requests on the wire. */
    private final ReentrantLock sending = new ReentrantLock();

    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean leaving;
    private volatile String reason = TEXTS.say("hung-up");

    private RequestPipeline(Connection connection) {
        this.connection = connection;
    }

    /**
     * Connects to a server; nothing is received before {@link #start}.
     *
     * @throws IOException see {@link ServerAddress#connect}
     */
    static RequestPipeline connect(ServerAddress server) throws IOException {
        return new RequestPipeline(server.connect());
    }

    /** Whether who carries the bytes can read what they say: neither TLS nor this machine alone. */
    boolean isExposed() {
        return !connection.isEncrypted() && !connection.address().isLoopbackAddress();
    }

    /**
     * Begins to receive: what answers nothing is given to {@code unasked}, the reason why something is no message to
     * {@code garbage}, that of a loss to {@code lost}. Each time that nothing more is at hand, {@code pause} is run.
     */
    void start(Consumer<Message> unasked, Consumer<String> garbage, Consumer<String> lost, Runnable pause) {
        DaemonThreads.start("receiver", () -> receiveAll(unasked, garbage, lost, pause));
    }

    boolean hasEnded() {
        return ended.isDone();
    }

    /**
     * Sends a request; waits while too many are unanswered. The answer, a list whole, is given to {@code onAnswer} on the
     * receiving thread; it never comes if the connection is lost.
     *
     * @throws ProtocolException 400 if the request would be too long; nothing is sent then
     */
    void request(Action action, Consumer<Response> onAnswer) {
        Frame frame = Codec.encode(action);
        window.acquireUninterruptibly();
        requestInWindow(frame, onAnswer);
    }

    /** The same, but does nothing if it would have to wait. */
    void requestIfFree(Action action, Consumer<Response> onAnswer) {
        Frame frame = Codec.encode(action);
        if (window.tryAcquire()) {
            requestInWindow(frame, onAnswer);
        }
    }

    private void requestInWindow(Frame frame, Consumer<Response> onAnswer) {
        if (ended.isDone()) {
            window.release();
            return;
        }
        send(frame, answer -> {
            window.release();
            onAnswer.accept(answer);
        });
    }

    /**
     * Sends a request, and waits for its answer; that may have come before it, where the server refuses the connection.
     *
     * @throws ProtocolException 400 if the request would be too long; nothing is sent then
     * @throws EOFException the connection is lost
     * @throws IOException no answer comes
     */
    Response ask(Action action) throws IOException {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        request(action, answer::complete);
        CompletableFuture.anyOf(answer, ended)
                .completeOnTimeout(null, ANSWER_SECONDS, TimeUnit.SECONDS)
                .join();
        if (!answer.isDone() && ended.isDone()) {
            return answers.lastWords().orElseThrow(() -> new EOFException(reason));
        }
        if (!answer.isDone()) {
            reason = TEXTS.say("no-answer");
            connection.close();
            throw new IOException(reason);
        }
        return answer.join();
    }

    /** Sends what nobody waits for the answer of. May be called from the receiving thread. */
    void tell(Action action) {
        send(Codec.encode(action), answer -> {});
    }

    /** Waits for the answers to all requests, as long as they keep coming. */
    void awaitAnswers() {
        try {
            int before;
            do {
                before = answers.missing();
                if (window.tryAcquire(WINDOW, GOODBYE_SECONDS, TimeUnit.SECONDS)) {
                    window.release(WINDOW);
                    return;
                }
            } while (answers.missing() < before);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Sends the last request, if there is one; waits a moment for all answers, and closes. False if not all requests were
     * answered.
     */
    boolean finish(Action.@Nullable Quit quit) {
        leaving = true;
        int mayBeMissing = 0;
        if (!ended.isDone()) {
            if (quit != null) {
                mayBeMissing = 1; // not every server answers a quit
                post(Codec.encode(quit), answer -> {});
            }
            connection.finish(null);
            if (quit == null) {
                connection.awaitFinished(TimeUnit.SECONDS.toMillis(GOODBYE_SECONDS));
            }
            ended.completeOnTimeout(null, GOODBYE_SECONDS, TimeUnit.SECONDS).join();
        }
        connection.close();
        return answers.missing() <= mayBeMissing;
    }

    private void send(Frame frame, Consumer<Response> onAnswer) {
        post(frame, onAnswer);
        connection.flush();
    }

    private void post(Frame frame, Consumer<Response> onAnswer) {
        sending.lock();
        try {
            answers.expect(onAnswer);
            connection.post(frame);
        } finally {
            sending.unlock();
        }
    }

    private void receiveAll(
            Consumer<Message> unasked, Consumer<String> garbage, Consumer<String> lost, Runnable pause) {
        try (connection) {
            boolean more = true;
            while (more) {
                more = receive(unasked, garbage, pause);
            }
        } catch (IOException e) {
            LOG.debug("The connection broke", e);
        } finally {
            boolean left = leaving;
            ended.complete(null);
            window.release(WINDOW);
            if (!left) {
                LOG.info("Lost: {}", reason);
                lost.accept(reason);
            }
            pause.run();
        }
    }

    /**
     * Receives one object, or waits for more; false at the end. What is no good object is passed over, so that the next one
     * is heard.
     */
    private boolean receive(Consumer<Message> unasked, Consumer<String> garbage, Runnable pause) throws IOException {
        try {
            Frame frame = connection.next();
            if (frame == null) {
                pause.run();
                return connection.await();
            }
            Message message = Codec.decode(frame);
            boolean answer =
                    message instanceof Response response && !response.code().isNotice() && answers.receive(response);
            if (!answer) {
                unasked.accept(message);
            }
        } catch (FrameException e) {
            if (e.isTls()) {
                reason = TEXTS.say("tls.wanted");
                return false;
            }
            LOG.warn("The server sent no good object: {}", e.getMessage());
            garbage.accept(String.valueOf(e.getMessage()));
            return !e.fatal();
        } catch (ProtocolException e) {
            LOG.warn("The server sent something unknown: {}", e.getMessage());
            garbage.accept(e.sentence());
        } catch (RuntimeException e) {
            LOG.error("What came could not be handled", e);
        }
        return true;
    }
}
