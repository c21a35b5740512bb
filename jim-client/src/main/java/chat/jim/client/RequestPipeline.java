package chat.jim.client;

import chat.jim.client.link.LinkWatch;
import chat.jim.client.old.KnownServer;
import chat.jim.client.old.OldConversation;
import chat.jim.client.past.AnswerParts;
import chat.jim.net.Connection;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.text.Texts;
import chat.jim.wire.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests over one connection, and their answers: the n-th response that is not a notice answers the n-th request
 * (PROTOCOL.md, section 3). Requests may be made from any thread but the receiving one, and do nothing once the connection
 * has ended.
 */
final class RequestPipeline {
    private static final Texts TEXTS = Texts.of(RequestPipeline.class);
    private static final Logger LOG = LoggerFactory.getLogger(RequestPipeline.class);
    private static final int GOODBYE_SECONDS = 2;

    /** How many requests an old server is still asked at the end, at its pace. */
    private static final int LONGEST_GOODBYE = 20;

    private static final int ANSWER_SECONDS = 10;

    /** Requests that may be unanswered at once: a sender of more waits, so that a long file does not fill the memory. */
    private static final int WINDOW = 64;

    private final Connection connection;
    private final LinkWatch watch;
    private final KnownServer server;

    /** The requests to an old server, and their answers. */
    private final OldConversation conversation;

    private final Semaphore window = new Semaphore(WINDOW);

    /** Held while a request is queued, so that answers are expected in the order of the requests on the wire. */
    private final ReentrantLock sending = new ReentrantLock();

    private final Queue<Consumer<Response>> unanswered = new ConcurrentLinkedQueue<>();

    private final AnswerParts parts = new AnswerParts();

    /** The 403 or 503 with which the server refused the connection before any request. */
    private volatile @Nullable Response refusal;

    /** Completed with the reason, a sentence, when the connection ends. */
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    RequestPipeline(Connection connection, LinkWatch watch, KnownServer server, Runnable onPause, InstantSource clock) {
        this.connection = connection;
        this.watch = watch;
        this.server = server;
        conversation = new OldConversation(connection, server, onPause, clock);
    }

    /**
     * Sends a request; waits while too many are unanswered. The answer, its list complete, is given to {@code onAnswer} on
     * the receiving thread; it never comes if the connection is lost.
     *
     * @return whether it was sent; if not, the connection has ended
     * @throws ProtocolException 400 if the request would be too long; nothing is sent then
     */
    boolean request(Action action, Consumer<Response> onAnswer) {
        Frame frame = server.frame(action);
        server.awaitFormFor(action);
        window.acquireUninterruptibly();
        return requestInWindow(action, frame, onAnswer);
    }

    /** The same that nobody has asked for: not to an old server, and only if it need not wait. */
    void requestIfFree(Action action, Consumer<Response> onAnswer) {
        Frame frame = server.frame(action);
        if (!server.isOld() && window.tryAcquire()) {
            requestInWindow(action, frame, onAnswer);
        }
    }

    private boolean requestInWindow(Action action, Frame frame, Consumer<Response> onAnswer) {
        if (hasEnded()) {
            window.release();
            return false;
        }
        AtomicBoolean inWindow = new AtomicBoolean(true);
        Consumer<Response> outOfWindow = answer -> {
            try {
                onAnswer.accept(answer);
            } finally { // an old server may say more than one thing to a request
                window.release(inWindow.getAndSet(false) ? 1 : 0);
            }
        };
        send(action, frame, answer -> onAnswer(action, answer, outOfWindow));
        return true;
    }

    /** By a refusal a server may turn out to be an old one. */
    private void onAnswer(Action action, Response answer, Consumer<Response> told) {
        if (!(action instanceof Action.Msg msg)) {
            server.onAnswer(answer);
            told.accept(answer);
        } else if (server.maySayAgain(answer)) {
            conversation.sayAgain(msg, told);
        } else {
            told.accept(server.onMessageAnswer(answer));
        }
    }

    /** Whether that is a message of that user which has come back from an old server. Only for the receiving thread. */
    boolean isEcho(Action.Msg msg, @Nullable Address user) {
        return server.isOld() && conversation.isEcho(msg, user);
    }

    /**
     * Sends a request and waits for its answer. A server that refuses the connection may have answered before it was asked.
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
        if (answer.isDone()) {
            return answer.join();
        }
        if (!hasEnded()) {
            String reason = TEXTS.say("no-answer");
            abandon(reason);
            throw new IOException(reason);
        }
        Response refused = refusal;
        if (refused == null) {
            throw new EOFException(ended.join());
        }
        return refused;
    }

    /** Sends a request whose answer does not matter, without waiting. May be called from the receiving thread. */
    void sendUnwatched(Action action) {
        send(action, server.frame(action), answer -> {});
    }

    /**
     * The same for a link that may be dead: another thread writes, so that this one never waits.
     */
    void askUnwatched(Action action) {
        Frame frame = server.frame(action);
        sending.lock();
        try {
            watch.sent(unanswered.isEmpty());
            unanswered.add(answer -> {});
            connection.push(frame);
        } finally {
            sending.unlock();
        }
    }

    /** Ends the connection for that reason, though the server has not. */
    void abandon(String reason) {
        ended.complete(reason);
        connection.close();
    }

    /** Whether any request is not answered. */
    boolean hasUnanswered() {
        return countUnanswered() > 0;
    }

    private int countUnanswered() {
        return unanswered.size() + conversation.unanswered();
    }

    /** Waits until all requests are answered and the answers handled, as long as more keep coming. */
    void awaitAnswers() {
        try {
            int before;
            do {
                before = countUnanswered();
                if (window.tryAcquire(WINDOW, GOODBYE_SECONDS, TimeUnit.SECONDS)) {
                    window.release(WINDOW);
                    return;
                }
            } while (countUnanswered() < before);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Sends the last request, if there is one, and waits a moment for all answers. False if a request was not answered. The
     * connection is still to be closed.
     *
     * @param user who is online; null if nobody is
     */
    boolean finish(Action.@Nullable Quit quit, @Nullable Address user) {
        int mayBeUnanswered = 0;
        if (!hasEnded()) {
            if (quit != null && server.isOld()) {
                leaveOld(server.goodbye(user, quit.time()));
            } else if (quit != null) {
                mayBeUnanswered = 1; // not every server answers a quit
                post(server.frame(quit), answer -> {});
            }
            connection.finish(null);
            if (quit == null) {
                connection.awaitFinished(TimeUnit.SECONDS.toMillis(GOODBYE_SECONDS));
            }
            ended.completeOnTimeout(TEXTS.say("hung-up"), GOODBYE_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
        return countUnanswered() <= mayBeUnanswered;
    }

    /** What was said before comes first. */
    private void leaveOld(Frame goodbye) {
        try {
            int requests = Math.min(LONGEST_GOODBYE, conversation.unanswered() + 3);
            conversation.leave(goodbye, requests * server.pace().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Action action, Frame frame, Consumer<Response> onAnswer) {
        if (server.isOld()) {
            conversation.ask(action, onAnswer);
        } else {
            post(frame, onAnswer);
            connection.flush();
        }
    }

    private void post(Frame frame, Consumer<Response> onAnswer) {
        sending.lock();
        try {
            watch.sent(unanswered.isEmpty());
            unanswered.add(onAnswer);
            connection.post(frame);
        } finally {
            sending.unlock();
        }
    }

    /**
     * Gives an answer to whoever made the request; a part of one is kept until the rest is there. False if there was no
     * request. Only for the receiving thread.
     */
    boolean receive(Response response) {
        Response answer = parts.add(response, !server.isOld());
        if (answer == null) {
            return true;
        }
        Consumer<Response> onAnswer = unanswered.poll();
        if (onAnswer == null) {
            if (server.isOld() && conversation.receive(answer)) {
                return true;
            }
            refusal = answer.code().equals(Code.FORBIDDEN) || answer.code().equals(Code.UNAVAILABLE) ? answer : null;
            LOG.warn("Response {} answers no request", answer.code());
            return false;
        }
        onAnswer.accept(answer);
        return true;
    }

    /** Ends all waiting, since nothing more is received; returns the reason, the given one unless there was one before. */
    String end(String reason) {
        ended.complete(reason);
        conversation.close();
        window.release(WINDOW);
        return ended.join();
    }

    boolean hasEnded() {
        return ended.isDone();
    }
}
