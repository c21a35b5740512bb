package chat.jim.client.pipe;

import chat.jim.client.ClientListener;
import chat.jim.client.JimClient;
import chat.jim.client.Reconnection;
import chat.jim.client.screen.JsonLines;
import chat.jim.client.text.ServerPhrases;
import chat.jim.log.Secret;
import chat.jim.process.DaemonThreads;
import chat.jim.process.LineWriter;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.action.Action;
import chat.jim.text.Texts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The client in a pipe. A reader prints the messages that a room or the user receives, a writer sends each line of its
 * input; everything else is printed on standard error. With JSON, a reader prints all that it receives as objects, and a
 * writer the answers to its lines.
 */
public final class Pipe implements ClientListener, Reconnection.Progress {
    private static final Texts TEXTS = Texts.of(Pipe.class);
    private static final int SUCCESS = 0;
    private static final int FAILURE = 1;

    private final JimClient client;
    private final Address target;
    private final LineWriter out;
    private final @Nullable JsonLines json;
    private final PrintStream err;

    /** Null for a reader. */
    private final @Nullable LineSender sender;

    private final ReaderLines lines;
    private final Backlog backlog;

    /** Null where a lost server is the end. */
    private final @Nullable Reconnection reconnection;

    private final CompletableFuture<Integer> exitStatus = new CompletableFuture<>();
    private final AtomicBoolean reportedPrintFailure = new AtomicBoolean();
    private final AtomicBoolean reportedAlone = new AtomicBoolean();
    private final AtomicBoolean reportedUnknown = new AtomicBoolean();
    private final AtomicBoolean reportedLoss = new AtomicBoolean();
    private volatile boolean failed;

    /** Whether it has been online: before that, nothing brings it back. */
    private volatile boolean entered;

    /** The last error that answered no request: if the server hangs up after it, it says why. */
    private volatile @Nullable Response lastError;

    /**
     * How a pipe works.
     *
     * @param json whether it prints objects
     * @param comesBack whether it goes on after the server was lost and is there again
     * @param longLines what becomes of a line that is too long for a message
     * @param since the message behind which a reader begins; null begins with what comes
     */
    public record Manner(
            boolean json,
            boolean comesBack,
            LongLines longLines,
            @Nullable Long since) {}

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
            PrintStream err,
            Manner manner,
            InstantSource clock) {
        this.client = client;
        this.target = target;
        this.out = out;
        this.err = err;
        json = manner.json() ? new JsonLines(out) : null;
        sender = in == null
                ? null
                : new LineSender(client, target, in, manner.longLines(), manner.comesBack(), err, this::printAnswer);
        lines = new ReaderLines(client, target);
        backlog = new Backlog(client, target, manner.since(), this::print, err::println, clock);
        reconnection = manner.comesBack() ? new Reconnection(client, clock, this) : null;
    }

    /**
     * Logs in, and returns the exit status: of a reader when the server is lost or nobody reads its output, of a writer when
     * all lines are sent.
     */
    public int run(Address name, @Secret @Nullable String password) {
        if (!enter(name, password)) {
            return FAILURE;
        }
        LineSender lines = sender;
        if (lines != null) {
            DaemonThreads.start("sender", exitStatus, () -> lines.sendAll() && !failed ? SUCCESS : FAILURE);
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
        } catch (ProtocolException e) {
            failed = true;
            err.println(TEXTS.say("pipe.login", name) + ": " + ServerPhrases.of(e.sentence()));
        } catch (IOException e) {
            reportLoss(String.valueOf(e.getMessage()), false);
            return false;
        }
        if (failed) {
            client.close();
            return false;
        }
        entered = true;
        join();
        return true;
    }

    /** At an old server nobody enters rooms. */
    private void join() {
        if (sender == null && !client.isAtOldServer()) {
            backlog.beforeJoin();
        }
        if (target.isRoom() && !client.isAtOldServer()) {
            client.join(target, sender != null, this::onJoined);
        }
    }

    private void onJoined(Response answer) {
        if (sender == null) {
            backlog.onJoined(answer);
        }
        if (client.isAtOldServer()) {
            return; // it has not understood what a room is
        }
        check(TEXTS.say("pipe.join", target), answer);
        if (answer.code().isError()) {
            exitStatus.complete(FAILURE);
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
        if (sender == null && lines.isWanted(msg) && (!msg.to().equals(target) || backlog.admits(msg))) {
            print(msg);
        }
    }

    private void print(Action.Msg msg) {
        endUnless(json == null ? out.print(lines.of(msg)) : json.print(msg));
    }

    /** A writer prints none: what comes for its account is for a person, who will log in some other time. */
    @Override
    public boolean showsAll() {
        return sender == null && out.failure() == null;
    }

    @Override
    public void onNotice(Response notice) {
        if (notice.code().isError()) {
            lastError = notice;
        }
        if (sender == null && json != null) {
            endUnless(json.print(notice));
        } else if (notice.code().equals(Code.IMPORTANT) || isLeave(notice)) {
            err.println(ServerPhrases.of(notice));
        } else if (notice.code().isError()) {
            err.println(notice.code() + " " + ServerPhrases.of(notice));
        }
        if (sender == null && isLeave(notice)) {
            exitStatus.complete(FAILURE);
        }
    }

    /** Whether the pipe is not in the room any more: another session of the user has left it, or somebody else decided so. */
    private boolean isLeave(Response notice) {
        return notice.code().equals(Code.NOTICE)
                && target.toString().equalsIgnoreCase(notice.text(Detail.ROOM))
                && !String.valueOf(notice.text()).startsWith("You joined ");
    }

    @Override
    public void onGarbage(String reason) {
        err.println(ServerPhrases.garbage(reason));
    }

    @Override
    public void onLost(String reason) {
        Response error = lastError;
        boolean unwanted = client.wasReplaced() || (error != null && Reconnection.isFinal(error.code()));
        Reconnection back = entered && !unwanted ? reconnection : null;
        reportLoss(reason, back != null);
        backlog.onLost();
        if (sender != null) {
            sender.onLost();
        }
        if (back == null) {
            exitStatus.complete(FAILURE);
        } else {
            back.start();
        }
    }

    @Override
    public void onOnline() {
        lastError = null;
        reportedLoss.set(false);
        err.println(TEXTS.say("back", client.server(), String.valueOf(client.name())));
        join();
        if (sender != null) {
            sender.onOnline();
        }
    }

    @Override
    public void onObstacle(String sentence) {
        err.println(sentence);
    }

    @Override
    public void onRefused(Response refusal) {
        check(TEXTS.say("pipe.login", String.valueOf(client.name())), refusal);
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
        boolean unknown = answer.code().equals(Code.ACCEPTED) && answer.text() == null;
        if (json == null && unknown && !reportedUnknown.getAndSet(true)) {
            err.println(TEXTS.say("old.unknown"));
        }
        if (json == null && Objects.equals(answer.number(Detail.REACHED), 0L) && !reportedAlone.getAndSet(true)) {
            err.println(TEXTS.say(answer.number(Detail.ID) == null ? "alone" : "alone.kept", target));
        }
    }

    private void reportPrintFailure() {
        String failure = out.failure();
        if (failure != null && !out.readerHasGone() && !reportedPrintFailure.getAndSet(true)) {
            failed = true;
            err.println(failure);
        }
    }

    private void reportLoss(String reason, boolean comesBack) {
        if (!reportedLoss.getAndSet(true)) {
            err.println(TEXTS.say("lost", reason) + (comesBack ? " " + TEXTS.say("trying") : ""));
        }
    }
}
