package chat.jim.client.pipe;

import chat.jim.protocol.Response;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the answers to the lines of a file into the order of the lines: a line that is refused before it is sent has its
 * answer before the lines on their way. May be used from any thread.
 */
final class OrderedAnswers {
    private static final int PATIENCE_SECONDS = 2;

    private final Queue<Line> unanswered = new ArrayDeque<>();
    private final Consumer<Response> inOrder;
    private CompletableFuture<@Nullable Void> allAnswered = new CompletableFuture<>();
    private int linesRead;

    OrderedAnswers(Consumer<Response> inOrder) {
        this.inOrder = inOrder;
    }

    /** Counts the next line; returns its number. */
    synchronized int nextLine() {
        return ++linesRead;
    }

    synchronized int linesRead() {
        return linesRead;
    }

    /** The line that was read last will be sent; returns the consumer of its answer. */
    synchronized Consumer<Response> expectAnswer() {
        Line line = new Line(linesRead);
        unanswered.add(line);
        return answer -> setAnswer(line, answer);
    }

    private synchronized void setAnswer(Line line, Response answer) {
        line.answer = answer;
        for (Line first = unanswered.peek(); first != null && first.answer != null; first = unanswered.peek()) {
            inOrder.accept(first.answer);
            unanswered.remove();
        }
        if (unanswered.isEmpty()) {
            allAnswered.complete(null);
        }
    }

    /** Waits for the answers as long as they keep coming, however slowly they are printed. */
    void await() {
        int before;
        do {
            CompletableFuture<@Nullable Void> all;
            synchronized (this) {
                before = unanswered.size();
                all = new CompletableFuture<>();
                allAnswered = all;
            }
            if (before > 0) {
                all.completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
            }
        } while (unansweredLines() < before);
    }

    private synchronized int unansweredLines() {
        return unanswered.size();
    }

    /** The number of the first line that was not answered, or not even read. */
    synchronized int firstUnanswered() {
        Line first = unanswered.peek();
        return first == null ? linesRead + 1 : first.number;
    }

    private static final class Line {
        private final int number;
        private @Nullable Response answer;

        private Line(int number) {
            this.number = number;
        }
    }
}
