package chat.jim.thread;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * Chooses the kind of thread for one connection, where the JDK has virtual threads. In a crowd these are far cheaper, and
 * they cost hardly any memory while they wait. But when a message comes now and then, the system has to wake two threads
 * for each, one that polls and one that carries the virtual thread, and a platform thread takes half of the processor. So
 * a connection that sends while there is no crowd moves to a platform thread, as long as there are not many of these. It
 * moves back when a crowd comes, or when it is silent. Only for the thread that serves the connection.
 */
public final class ThreadChoice {
    private static final Crowd ALL = new Crowd();

    /** After so many rounds without a crowd it moves to a platform thread. */
    private static final int CALM_ROUNDS = 32;

    private static final int SILENCE_MILLIS = 10_000;

    private final Socket socket;
    private final Read read;
    private final Crowd crowd;
    private final int silenceMillis;
    private int calmRounds;

    /** Whether reads from the socket have a time limit now. */
    private boolean timed;

    /** Whether that limit was exceeded. */
    private boolean silent;

    /** @param read reads from {@code socket} */
    public ThreadChoice(Socket socket, Read read) {
        this(socket, read, ALL, SILENCE_MILLIS);
    }

    ThreadChoice(Socket socket, Read read, Crowd crowd, int silenceMillis) {
        this.socket = socket;
        this.read = read;
        this.crowd = crowd;
        this.silenceMillis = silenceMillis;
    }

    /** Reads from the socket. */
    @FunctionalInterface
    public interface Read {
        /**
         * Waits for input; false at its end.
         *
         * @throws SocketTimeoutException a time limit of the socket was exceeded
         */
        boolean read() throws IOException;
    }

    /** Waits for input; false at its end. It may return without any, to change the thread. */
    public boolean await() throws IOException {
        boolean calm = CalmThread.isCurrent();
        if (timed != calm) {
            timed = calm;
            socket.setSoTimeout(calm ? silenceMillis : 0);
        }
        return calm ? awaitCalm() : read.read();
    }

    private boolean awaitCalm() throws IOException {
        CalmThread.beginWait();
        try {
            return read.read();
        } catch (SocketTimeoutException e) {
            silent = true;
            return true;
        } finally {
            crowd.count(CalmThread.endWait());
        }
    }

    /** Ends a round of work, and lets other connections run first; whether these had something to do. */
    public boolean endRound() {
        boolean others = false;
        if (Threads.areVirtual() && !CalmThread.isCurrent()) {
            others = Threads.giveWay();
            crowd.count(others);
            calmRounds = crowd.isThere() ? 0 : calmRounds + 1;
        }
        return others;
    }

    /** Has {@code successor} go on on another thread, if one suits better. The caller must then do nothing more. */
    public boolean change(Runnable successor) {
        if (CalmThread.isCurrent()) {
            return (silent || crowd.isThere()) && leave(successor);
        }
        if (calmRounds < CALM_ROUNDS) {
            return false;
        }
        calmRounds = 0;
        return CalmThread.start(successor);
    }

    private boolean leave(Runnable successor) {
        silent = false;
        return Threads.moveOn(successor);
    }
}
