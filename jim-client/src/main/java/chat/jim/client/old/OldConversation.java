package chat.jim.client.old;

import chat.jim.codec.Json;
import chat.jim.dialect.Part;
import chat.jim.dialect.Parts;
import chat.jim.net.Connection;
import chat.jim.process.Timer;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.wire.Frame;
import java.io.Closeable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Talks to an old server: one request at a time, with a second in between, since such a server takes what one read brings for
 * one object. It may answer or not. So what was written last has the next response; where none comes, that is told in its
 * place: 202 without words for a message, which it may have passed on, and 504 for anything else. An error that comes later
 * than that is told all the same. May be used from any thread.
 */
public final class OldConversation implements Closeable {
    /** In paces, for the answer to a request that is no message. */
    private static final int PATIENCE = 3;

    private static final int MOST_ECHOES = 50;

    /** Something to write: a request, or a message, or a piece of one. */
    private static final class Line {
        /** Null for a message that is not in pieces yet: its form is known only when it is written. */
        private final @Nullable Frame frame;

        private final Action.@Nullable Msg msg;
        private final int piecesAfter;
        private final Consumer<Response> onAnswer;
        private boolean told;

        private Line(@Nullable Frame frame, Action.@Nullable Msg msg, int after, Consumer<Response> onAnswer) {
            this.frame = frame;
            this.msg = msg;
            piecesAfter = after;
            this.onAnswer = onAnswer;
        }
    }

    private final Connection connection;
    private final KnownServer server;
    private final Runnable onPause;
    private final InstantSource clock;
    private final Timer timer = new Timer("pace");

    private final Deque<Line> waiting = new ArrayDeque<>();

    /** What was said to others and has not come back: some servers pass a message on to its sender too. */
    private final Deque<String> echoes = new ArrayDeque<>();

    /** What was written last; it may still be answered. */
    private @Nullable Line current;

    private long writtenAt = System.nanoTime();

    /** Whether the timer will look again, or never more. */
    private boolean ticking;

    private volatile boolean closed;

    /** Whether the server seems to answer messages: until it has not answered one. */
    private boolean answersMessages = true;

    /**
     * Over that connection, with that server.
     *
     * @param onPause is run when something was told that answers nothing received, so that it is shown
     */
    public OldConversation(Connection connection, KnownServer server, Runnable onPause, InstantSource clock) {
        this.connection = connection;
        this.server = server;
        this.onPause = onPause;
        this.clock = clock;
    }

    /** Makes a request once it is its turn; {@code onAnswer} is told what has become of it, on any thread. */
    public synchronized void ask(Action action, Consumer<Response> onAnswer) {
        waiting.add(
                action instanceof Action.Msg msg
                        ? new Line(null, msg, 0, onAnswer)
                        : new Line(server.frame(action), null, 0, onAnswer));
        startTicking();
    }

    /** Says a message that was refused in another form before all that waits. */
    public synchronized void sayAgain(Action.Msg msg, Consumer<Response> onAnswer) {
        waiting.addFirst(new Line(null, msg, 0, onAnswer));
        startTicking();
    }

    private void startTicking() {
        if (!ticking) {
            ticking = true;
            connection.forceBare(true, Duration.ZERO);
            tickAt(server.pace());
        }
    }

    private void tickAt(Duration afterWriting) {
        long left = writtenAt + afterWriting.toNanos() - System.nanoTime();
        timer.after(Math.max(0, TimeUnit.NANOSECONDS.toMillis(left) + 1), this::tick);
    }

    /** Gives up the answer to the last line if it is time, and writes the next one. */
    private void tick() {
        Runnable ended = closed ? null : endCurrent();
        if (ended == null) {
            return;
        }
        ended.run();
        writeNext().run();
        onPause.run();
    }

    private Duration patience(Line line) {
        return line.msg == null ? server.pace().multipliedBy(PATIENCE) : server.pace();
    }

    /** Null if it is too early. */
    private synchronized @Nullable Runnable endCurrent() {
        Line line = current;
        if (line == null || line.told) {
            return () -> {};
        }
        if (System.nanoTime() - writtenAt < patience(line).toNanos()) {
            tickAt(patience(line));
            return null;
        }
        answersMessages &= line.msg == null;
        return tellUnanswered(line);
    }

    private Runnable tellUnanswered(Line line) {
        line.told = true;
        long now = clock.instant().getEpochSecond();
        if (line.msg == null) {
            return () -> line.onAnswer.accept(new Response(Code.NO_ANSWER, now, "This server does not answer that."));
        }
        Response taken = server.onMessageAnswer(new Response(Code.ACCEPTED, now, null));
        return line.piecesAfter == 0 ? () -> line.onAnswer.accept(taken) : () -> {};
    }

    /** Returns what is to be told of it already. */
    private synchronized Runnable writeNext() {
        Line next = nextPiece();
        if (waiting.isEmpty()) {
            notifyAll();
        }
        if (next == null) {
            ticking = false;
            return () -> {};
        }
        current = next;
        writtenAt = System.nanoTime();
        connection.push(Objects.requireNonNull(next.frame));
        expectEcho(next.frame, next.msg);
        tickAt(server.pace());
        return next.msg == null || answersMessages ? () -> {} : tellUnanswered(next);
    }

    /** The last piece is answered for all of them; of the others only an error is told. */
    private @Nullable Line nextPiece() {
        Line line = waiting.poll();
        if (line != null && line.msg != null && line.frame == null) {
            List<Frame> frames = server.frames(line.msg);
            for (int i = frames.size() - 1; i >= 0; i--) {
                waiting.addFirst(new Line(frames.get(i), line.msg, frames.size() - 1 - i, line.onAnswer));
            }
            line = waiting.poll();
        }
        return line;
    }

    private void expectEcho(Frame frame, Action.@Nullable Msg msg) {
        if (msg != null && !msg.to().equals(msg.from())) {
            echoes.add(text(frame));
            if (echoes.size() > MOST_ECHOES) {
                echoes.remove();
            }
        }
    }

    /** Takes a response; false if it answers nothing. Only for the receiving thread. */
    public boolean receive(Response response) {
        Line line;
        boolean isFirst;
        synchronized (this) {
            line = current;
            if (line == null || System.nanoTime() - writtenAt > TimeUnit.SECONDS.toNanos(10)) {
                return false;
            }
            isFirst = !line.told;
            line.told = true;
            if (line.msg != null && isFirst && server.maySayAgain(response)) {
                for (int i = 0; i < line.piecesAfter; i++) {
                    waiting.remove();
                }
                sayAgain(line.msg, line.onAnswer);
                return true;
            }
        }
        Response answer = line.msg == null ? response : server.onMessageAnswer(response);
        if (answer.code().isError() || (isFirst && line.piecesAfter == 0)) {
            line.onAnswer.accept(answer);
        }
        return true;
    }

    /** Whether a message is one of the user's own that has come back, which says that the server took it. */
    public boolean isEcho(Action.Msg msg, @Nullable Address user) {
        Line line;
        synchronized (this) {
            boolean isOwn = user != null && user.equals(msg.from()) && !user.equals(msg.to());
            if (!isOwn || !removeEcho(msg.message().strip())) {
                return false;
            }
            line = current;
            if (line == null || line.told || line.msg == null) {
                return true;
            }
            line.told = true;
        }
        Response taken =
                server.onMessageAnswer(new Response(Code.OK, clock.instant().getEpochSecond(), null));
        if (line.piecesAfter == 0) {
            line.onAnswer.accept(taken);
        }
        return true;
    }

    private boolean removeEcho(String text) {
        for (Iterator<String> each = echoes.iterator(); each.hasNext(); ) {
            if (each.next().equals(text)) {
                each.remove();
                return true;
            }
        }
        return false;
    }

    private static String text(Frame frame) {
        return Parts.of(Json.object(frame)).values(Part.TEXT).stream()
                .findFirst()
                .orElse("")
                .strip();
    }

    /** How many requests are not answered, nor given up. */
    public synchronized int unanswered() {
        Line line = current;
        return waiting.size() + (line == null || line.told ? 0 : 1);
    }

    /** Says goodbye after all that waits, and waits until that is written, but not longer than for so many milliseconds. */
    public synchronized void leave(Frame goodbye, long millis) throws InterruptedException {
        Line last = new Line(goodbye, null, 0, answer -> {});
        last.told = true; // not every server answers it
        waiting.add(last);
        startTicking();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long left = millis;
        while (!closed && !waiting.isEmpty() && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
    }

    /** Nothing more is written or told. */
    @Override
    public synchronized void close() {
        closed = true;
        waiting.clear();
        ticking = true;
        timer.close();
        notifyAll();
    }
}
