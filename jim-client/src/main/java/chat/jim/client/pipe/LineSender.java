package chat.jim.client.pipe;

import chat.jim.client.JimClient;
import chat.jim.client.text.ServerPhrases;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.text.Texts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Sends the lines of an input, each once, over as many connections as that takes. One thread sends; others tell it of losses
 * and of coming back.
 */
final class LineSender {
    private static final Texts TEXTS = Texts.of(LineSender.class);
    private static final long POLL_MILLIS = 20;

    private final JimClient client;
    private final Address target;
    private final BufferedReader in;
    private final LongLines longLines;
    private final PrintStream err;
    private final OrderedAnswers answers;

    /** Held while a message is handed to the connection: a loss finds each one either handed over or not. */
    private final ReentrantLock handing = new ReentrantLock();

    /** Completed while the client is online, or when it never will be again. */
    private volatile CompletableFuture<Void> online = CompletableFuture.completedFuture(null);

    /** Whether the client comes back after a loss. */
    private final boolean comesBack;

    private final AtomicBoolean reportedUnconfirmed = new AtomicBoolean();
    private volatile boolean failed;

    /** Sends to {@code target}; errors go to {@code err}, and the answers, in the order of the lines, to {@code inOrder}. */
    LineSender(
            JimClient client,
            Address target,
            BufferedReader in,
            LongLines longLines,
            boolean comesBack,
            PrintStream err,
            Consumer<Response> inOrder) {
        this.client = client;
        this.target = target;
        this.in = in;
        this.longLines = longLines;
        this.comesBack = comesBack;
        this.err = err;
        answers = new OrderedAnswers(inOrder);
    }

    /** Sends all lines, quits, and returns whether each was accepted. */
    boolean sendAll() {
        try {
            String line = in.readLine();
            while (line != null && (comesBack || !client.hasEnded())) {
                int number = answers.nextLine();
                if (!line.isBlank()) {
                    longLines.messages(line).forEach(message -> send(message, number));
                }
                line = in.readLine();
            }
        } catch (IOException e) {
            err.println(TEXTS.say("pipe.unreadable", String.valueOf(e.getMessage())));
            failed = true;
        }
        client.awaitAnswers();
        if (client.hasEnded() || !client.quit()) {
            reportUnconfirmed();
        }
        return !failed;
    }

    private void send(String message, int line) {
        while (!handOver(message, line) && comesBack) {
            online.join();
            pause(); // the loss may not have been told yet
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False if the connection has ended before. */
    private boolean handOver(String message, int line) {
        handing.lock();
        try {
            Consumer<Response> inOrder = answers.expectAnswer();
            try {
                boolean handedOver = client.message(target, message, answer -> onAnswer(line, answer, inOrder));
                if (!handedOver && comesBack) {
                    answers.expectNoAnswer();
                }
                return handedOver;
            } catch (ProtocolException e) {
                onAnswer(line, new Response(e.code(), Instant.now().getEpochSecond(), e.sentence()), inOrder);
                return true;
            }
        } finally {
            handing.unlock();
        }
    }

    private void onAnswer(int line, Response answer, Consumer<Response> inOrder) {
        if (answer.code().isError()) {
            failed = true;
            String which = TEXTS.say(answer.code().equals(Code.NO_ANSWER) ? "pipe.line.unknown" : "pipe.line", line);
            err.println(which + ": " + answer.code() + " " + ServerPhrases.of(answer));
        }
        inOrder.accept(answer);
    }

    /** The server is lost: says what it has not confirmed, and waits with the rest until the client is back. */
    void onLost() {
        if (comesBack) {
            online = new CompletableFuture<>();
        }
        handing.lock();
        try {
            reportUnconfirmed();
        } finally {
            handing.unlock();
        }
    }

    /** Goes on. */
    void onOnline() {
        online.complete(null);
    }

    /** Says which lines may have arrived or not: once, or once for each loss. */
    private void reportUnconfirmed() {
        if (!comesBack) {
            failed = true;
            if (answers.linesRead() > 0 && !reportedUnconfirmed.getAndSet(true)) {
                err.println(TEXTS.say("pipe.unconfirmed", answers.firstUnanswered()));
            }
            return;
        }
        OrderedAnswers.Lines unknown = answers.abandon();
        if (unknown != null) {
            failed = true;
            err.println(
                    unknown.first() == unknown.last()
                            ? TEXTS.say("pipe.unknown", unknown.first())
                            : TEXTS.say("pipe.unknown.several", unknown.first(), unknown.last()));
        }
    }
}
