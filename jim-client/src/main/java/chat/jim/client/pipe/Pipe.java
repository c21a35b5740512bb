package chat.jim.client.pipe;

import chat.jim.client.ClientListener;
import chat.jim.client.JimClient;
import chat.jim.client.JsonLines;
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
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The client in a pipe, which only reads or only writes: messages as plain lines on the standard streams, everything
 * else on standard error. With JSON, a reader prints all that comes as objects, and a writer the answers to its lines.
 */
public final class Pipe implements ClientListener {
    private static final Texts TEXTS = Texts.of(Pipe.class);
    private static final int FINE = 0;
    private static final int FAILED = 1;

    private final Address target;
    private final boolean reading;
    private final LineWriter out;
    private final @Nullable JsonLines json;
    private final PrintStream err;
    private final OrderedAnswers lines = new OrderedAnswers(this::printAnswer);
    private final CompletableFuture<Integer> exitStatus = new CompletableFuture<>();
    private final AtomicBoolean unprinted = new AtomicBoolean();
    private final AtomicBoolean lost = new AtomicBoolean();
    private final AtomicBoolean unconfirmed = new AtomicBoolean();
    private volatile boolean refused;

    /** Only for the receiving thread. */
    private boolean garbageWasTold;

    private Pipe(Address target, boolean reading, LineWriter out, boolean json, PrintStream err) {
        this.target = target;
        this.reading = reading;
        this.out = out;
        this.json = json ? new JsonLines(out) : null;
        this.err = err;
    }

    /** A pipe that prints what arrives in {@code room}. */
    public static Pipe reader(Address room, LineWriter out, boolean json, PrintStream err) {
        return new Pipe(room, true, out, json, err);
    }

    /** A pipe that sends to {@code target}, an account or a room, and prints no messages. */
    public static Pipe writer(Address target, LineWriter out, boolean json, PrintStream err) {
        return new Pipe(target, false, out, json, err);
    }

    /** Logs in and enters the room, then prints until the server is lost or nobody reads; returns the exit status. */
    public int read(JimClient client, Address name, @Secret @Nullable String password) {
        if (!enter(client, name, password)) {
            return FAILED;
        }
        int status = exitStatus.join();
        client.close();
        return status;
    }

    /** Logs in, enters the room if it is one, sends each line of {@code in}, and returns the exit status. */
    public int write(JimClient client, Address name, @Secret @Nullable String password, BufferedReader in) {
        if (!enter(client, name, password)) {
            return FAILED;
        }
        DaemonThreads.start("sender", exitStatus, () -> sendAll(client, in));
        return exitStatus.join();
    }

    @Override
    public void onMessage(Action.Msg msg) {
        if (reading && msg.to().equals(target)) {
            stopUnless(json == null ? out.print(SafeText.of(msg)) : json.print(msg));
        }
    }

    /** Messages to the account itself are for a person, who will log in some time. */
    @Override
    public boolean showsAll() {
        return false;
    }

    @Override
    public void onNotice(Response notice) {
        if (reading && json != null) {
            stopUnless(json.print(notice));
        } else if (notice.code().equals(Code.IMPORTANT)) {
            err.println(ServerPhrases.of(notice));
        } else if (notice.code().isError()) {
            err.println(notice.code() + " " + ServerPhrases.of(notice));
        }
    }

    @Override
    public void onGarbage(String reason) {
        if (!garbageWasTold) {
            garbageWasTold = true;
            err.println(TEXTS.say("pipe.garbage", SafeText.of(reason)));
        }
    }

    @Override
    public void onLost(String reason) {
        tellLost(reason);
        if (!reading) {
            tellUnconfirmed();
        }
        exitStatus.complete(FAILED);
    }

    private void tellLost(String reason) {
        if (!lost.getAndSet(true)) {
            err.println(TEXTS.say("pipe.lost", reason));
        }
    }

    /** A reader ends where it cannot print; that there is nobody to print for is a fine end. */
    private void stopUnless(boolean printed) {
        if (!printed) {
            tellUnprinted();
            exitStatus.complete(out.failure() == null ? FINE : FAILED);
        }
    }

    /** A writer that cannot print goes on: its work is to send. */
    private void printAnswer(Response answer) {
        if (json != null && !json.print(answer)) {
            tellUnprinted();
        }
    }

    private void tellUnprinted() {
        String failure = out.failure();
        if (failure != null && !unprinted.getAndSet(true)) {
            refused = true;
            err.println(failure);
        }
    }

    private void tellUnconfirmed() {
        if (lines.count() > 0 && !unconfirmed.getAndSet(true)) {
            err.println(TEXTS.say("pipe.unconfirmed", lines.firstOpen()));
        }
    }

    private boolean enter(JimClient client, Address name, @Nullable String password) {
        if (password != null && client.isExposed()) {
            err.println(TEXTS.say("pipe.exposed"));
        }
        try {
            check(TEXTS.say("pipe.login", name), client.login(name, password));
            if (!refused && target.isRoom()) {
                client.join(target, this::entered);
            }
            if (refused) {
                client.close();
            }
            return !refused;
        } catch (ProtocolException e) {
            err.println(TEXTS.say("pipe.login", name) + ": " + ServerPhrases.of(e.sentence()));
            client.close();
            return false;
        } catch (IOException e) {
            tellLost(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void entered(Response answer) {
        check(TEXTS.say("pipe.join", target), answer);
        if (answer.code().isError()) {
            exitStatus.complete(FAILED);
        }
    }

    private int sendAll(JimClient client, BufferedReader in) {
        try {
            for (String line = in.readLine(); line != null && !client.hasEnded(); line = in.readLine()) {
                int number = lines.read();
                if (!line.isBlank()) {
                    send(client, line, TEXTS.say("pipe.line", number));
                }
            }
        } catch (CharacterCodingException e) {
            err.println(TEXTS.say("pipe.encoding", lines.count()));
            refused = true;
        } catch (IOException e) {
            err.println(TEXTS.say("pipe.unreadable", String.valueOf(e.getMessage())));
            refused = true;
        }
        lines.await();
        if (client.hasEnded() || !client.quit()) {
            tellUnconfirmed();
            return FAILED;
        }
        return refused ? FAILED : FINE;
    }

    private void send(JimClient client, String line, String place) {
        Consumer<Response> answers = lines.expect();
        Consumer<Response> onAnswer = answer -> {
            check(place, answer);
            answers.accept(answer);
        };
        try {
            client.message(target, line, onAnswer);
        } catch (ProtocolException e) {
            onAnswer.accept(new Response(e.code(), Instant.now().getEpochSecond(), e.sentence()));
        }
    }

    private void check(String what, Response answer) {
        if (answer.code().isError()) {
            refused = true;
            err.println(what + ": " + answer.code() + " " + ServerPhrases.of(answer));
        }
    }
}
