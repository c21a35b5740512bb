package chat.jim.client.pipe;

import chat.jim.client.ClientListener;
import chat.jim.client.JimClient;
import chat.jim.client.screen.JsonLines;
import chat.jim.client.text.SafeText;
import chat.jim.client.text.ServerPhrases;
import chat.jim.log.Secret;
import chat.jim.process.DaemonThreads;
import chat.jim.process.LineWriter;
import chat.jim.protocol.Action;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The client in a pipe. A reader prints the messages that a room or the user receives, a writer sends each line of its
 * input; everything else is printed on standard error. With JSON, a reader prints all that it receives as objects, and a writer the answers to
 * its lines.
 */
public final class Pipe implements ClientListener {
    private static final Texts TEXTS = Texts.of(Pipe.class);
    private static final int SUCCESS = 0;
    private static final int FAILURE = 1;

    private final JimClient client;
    private final Address target;

    /** The lines to send; null is a reader. */
    private final @Nullable BufferedReader in;

    private final LineWriter out;
    private final @Nullable JsonLines json;
    private final PrintStream err;
    private final OrderedAnswers answers = new OrderedAnswers(this::printAnswer);
    private final CompletableFuture<Integer> exitStatus = new CompletableFuture<>();
    private final AtomicBoolean reportedPrintFailure = new AtomicBoolean();
    private final AtomicBoolean reportedLoss = new AtomicBoolean();
    private final AtomicBoolean reportedUnconfirmed = new AtomicBoolean();
    private volatile boolean failed;

    /**
     * A pipe between a room, or for a writer also a user, and standard streams.
     *
     * @param client connected, with this as its listener, before {@link #run}
     * @param in the lines to send; null prints what the room receives
     */
    public Pipe(
            JimClient client,
            Address target,
            @Nullable BufferedReader in,
            LineWriter out,
            boolean isJson,
            PrintStream err) {
        this.client = client;
        this.target = target;
        this.in = in;
        this.out = out;
        json = isJson ? new JsonLines(out) : null;
        this.err = err;
    }

    /**
     * Logs in, and returns the exit status: of a reader when the server is lost or nobody reads its output, of a writer when
     * all lines are sent.
     */
    public int run(Address name, @Secret @Nullable String password) {
        if (!enter(name, password)) {
            return FAILURE;
        }
        BufferedReader lines = in;
        if (lines != null) {
            DaemonThreads.start("sender", exitStatus, () -> sendAll(lines));
            return exitStatus.join();
        }
        int status = exitStatus.join();
        client.close();
        return status;
    }

    private boolean enter(Address name, @Nullable String password) {
        if (password != null && client.isExposed()) {
            err.println(TEXTS.say("pipe.exposed"));
        }
        try {
            check(TEXTS.say("pipe.login", name), client.login(name, password));
            if (!failed && target.isRoom()) {
                client.join(target, in != null, this::onJoined);
            }
        } catch (ProtocolException e) {
            failed = true;
            err.println(TEXTS.say("pipe.login", name) + ": " + ServerPhrases.of(e.sentence()));
        } catch (IOException e) {
            reportLoss(String.valueOf(e.getMessage()));
            return false;
        }
        if (failed) {
            client.close();
        }
        return !failed;
    }

    private void onJoined(Response answer) {
        check(TEXTS.say("pipe.join", target), answer);
        if (answer.code().isError()) {
            exitStatus.complete(FAILURE);
        }
    }

    private int sendAll(BufferedReader lines) {
        try {
            for (String line = lines.readLine(); line != null && !client.hasEnded(); line = lines.readLine()) {
                int number = answers.nextLine();
                if (!line.isBlank()) {
                    send(line, TEXTS.say("pipe.line", number));
                }
            }
        } catch (IOException e) {
            err.println(TEXTS.say("pipe.unreadable", String.valueOf(e.getMessage())));
            failed = true;
        }
        client.awaitAnswers();
        if (client.hasEnded() || !client.quit()) {
            reportUnconfirmed();
            return FAILURE;
        }
        return failed ? FAILURE : SUCCESS;
    }

    private void send(String line, String place) {
        Consumer<Response> inOrder = answers.expectAnswer();
        Consumer<Response> onAnswer = answer -> {
            check(place, answer);
            inOrder.accept(answer);
        };
        try {
            client.message(target, line, onAnswer);
        } catch (ProtocolException e) {
            onAnswer.accept(new Response(e.code(), Instant.now().getEpochSecond(), e.sentence()));
        }
    }

    /** Prints an error, after the words that say what it is about. */
    private void check(String what, Response answer) {
        if (answer.code().isError()) {
            failed = true;
            err.println(what + ": " + answer.code() + " " + ServerPhrases.of(answer));
        }
    }

    /** A reader prints what its room hears, and what is said to itself alone. */
    @Override
    public void onMessage(Action.Msg msg) {
        if (in == null && (msg.to().equals(target) || !msg.to().isRoom())) {
            endUnless(json == null ? out.print(line(msg)) : json.print(msg));
        }
    }

    private static String line(Action.Msg msg) {
        return msg.to().isRoom()
                ? SafeText.of(msg)
                : TEXTS.say("pipe.direct", SafeText.sender(msg)) + ": " + SafeText.of(msg.message());
    }

    /** A writer prints none: what comes for its account is for a person, who will log in some other time. */
    @Override
    public boolean showsAll() {
        return in == null && out.failure() == null;
    }

    @Override
    public void onNotice(Response notice) {
        if (in == null && json != null) {
            endUnless(json.print(notice));
        } else if (notice.code().equals(Code.IMPORTANT)) {
            err.println(ServerPhrases.of(notice));
        } else if (notice.code().isError()) {
            err.println(notice.code() + " " + ServerPhrases.of(notice));
        }
    }

    @Override
    public void onGarbage(String reason) {
        err.println(ServerPhrases.garbage(reason));
    }

    @Override
    public void onLost(String reason) {
        reportLoss(reason);
        if (in != null) {
            reportUnconfirmed();
        }
        exitStatus.complete(FAILURE);
    }

    /** A reader ends when it cannot print; if that is because nobody reads any more, it has succeeded. */
    private void endUnless(boolean printed) {
        if (!printed) {
            reportPrintFailure();
            exitStatus.complete(out.readerHasGone() ? SUCCESS : FAILURE);
        }
    }

    /** A writer that cannot print goes on: its task is to send. */
    private void printAnswer(Response answer) {
        if (json != null && !json.print(answer)) {
            reportPrintFailure();
        }
    }

    private void reportPrintFailure() {
        String failure = out.failure();
        if (failure != null && !out.readerHasGone() && !reportedPrintFailure.getAndSet(true)) {
            failed = true;
            err.println(failure);
        }
    }

    private void reportLoss(String reason) {
        if (!reportedLoss.getAndSet(true)) {
            err.println(TEXTS.say("lost", reason));
        }
    }

    private void reportUnconfirmed() {
        if (answers.linesRead() > 0 && !reportedUnconfirmed.getAndSet(true)) {
            err.println(TEXTS.say("pipe.unconfirmed", answers.firstUnanswered()));
        }
    }
}
