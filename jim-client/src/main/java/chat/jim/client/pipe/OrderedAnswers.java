package chat.jim.client.pipe;

import chat.jim.protocol.Response;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the answers to the lines of a file into the order of the lines: a line that is refused before it is sent has its
 * answer before the lines on their way. May be used from any thread.
 */
final class OrderedAnswers {
    private final Deque<Line> unanswered = new ArrayDeque<>();
    private final Consumer<Response> inOrder;
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

    /** The line that was read last was not sent after all. */
    synchronized void expectNoAnswer() {
        unanswered.removeLast();
    }

    /** Lines of the file, from one to another. */
    record Lines(int first, int last) {}

    /** No more answers will come to what was sent so far. Which lines that leaves without one; null if none. */
    synchronized @Nullable Lines abandon() {
        Lines abandoned = null;
        for (Line line = unanswered.poll(); line != null; line = unanswered.poll()) {
            if (line.answer == null) {
                abandoned = new Lines(abandoned == null ? line.number : abandoned.first, line.number);
            } else {
                inOrder.accept(line.answer);
            }
        }
        return abandoned;
    }

    private synchronized void setAnswer(Line line, Response answer) {
        line.answer = answer;
        for (Line first = unanswered.peek(); first != null && first.answer != null; first = unanswered.peek()) {
            inOrder.accept(first.answer);
            unanswered.remove();
        }
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
