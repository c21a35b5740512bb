package chat.jim.client.pipe;

import chat.jim.protocol.Response;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the answers to the lines of a file into the order of the lines: one that is refused before it is sent has its
 * answer before those on the way. Any thread may call it.
 */
final class OrderedAnswers {
    private static final int PATIENCE_SECONDS = 2;

    private final Queue<Line> open = new ArrayDeque<>();
    private final Consumer<Response> inOrder;
    private CompletableFuture<@Nullable Void> allAnswered = new CompletableFuture<>();
    private int read;

    OrderedAnswers(Consumer<Response> inOrder) {
        this.inOrder = inOrder;
    }

    /** The next line has been read; returns its number. */
    synchronized int read() {
        return ++read;
    }

    /** How many lines have been read. */
    synchronized int count() {
        return read;
    }

    /** The line just read is about to be sent; returns where its answer is to be given. */
    synchronized Consumer<Response> expect() {
        Line line = new Line(read);
        open.add(line);
        return answer -> answered(line, answer);
    }

    private synchronized void answered(Line line, Response answer) {
        line.answer = answer;
        for (Line first = open.peek(); first != null && first.answer != null; first = open.peek()) {
            inOrder.accept(first.answer);
            open.remove();
        }
        if (open.isEmpty()) {
            allAnswered.complete(null);
        }
    }

    /** Waits for the answers while they keep coming, however slowly they are printed. */
    void await() {
        int before;
        do {
            CompletableFuture<@Nullable Void> all;
            synchronized (this) {
                before = open.size();
                all = new CompletableFuture<>();
                allAnswered = all;
            }
            if (before > 0) {
                all.completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
            }
        } while (openNow() < before);
    }

    private synchronized int openNow() {
        return open.size();
    }

    /** The number of the first line that is not answered, or not even read. */
    synchronized int firstOpen() {
        Line first = open.peek();
        return first == null ? read + 1 : first.number;
    }

    private static final class Line {
        private final int number;
        private @Nullable Response answer;

        private Line(int number) {
            this.number = number;
        }
    }
}
