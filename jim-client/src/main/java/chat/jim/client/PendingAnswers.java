package chat.jim.client;

import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each answer to whoever asked: the n-th response that is no notice belongs to the n-th request (PROTOCOL.md,
 * section 3). Only the receiving thread may call {@link #receive}.
 */
final class PendingAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(PendingAnswers.class);

    private final Queue<Consumer<Response>> expected = new ConcurrentLinkedQueue<>();
    private final List<String> names = new ArrayList<>();
    private volatile @Nullable Response lastWords;

    /** A request is about to be sent. */
    void expect(Consumer<Response> onAnswer) {
        expected.add(onAnswer);
    }

    /** How many requests have not been answered. */
    int missing() {
        return expected.size();
    }

    /** What the server has said of its own accord before it closes: a 403, or a 503. From any thread. */
    Optional<Response> lastWords() {
        return Optional.ofNullable(lastWords);
    }

    /** An answer has come, or a part of one, which is kept until the rest is there; false if nobody asked for it. */
    boolean receive(Response response) {
        if (response.names() != null) {
            names.addAll(response.names());
        }
        if (response.isPart()) {
            return true;
        }
        Response whole = response.withNames(names);
        names.clear();
        Consumer<Response> onAnswer = expected.poll();
        if (onAnswer == null) {
            lastWords = whole.code().equals(Code.FORBIDDEN) || whole.code().equals(Code.UNAVAILABLE) ? whole : null;
            LOG.warn("The server answered what was not asked: {}", response.code());
            return false;
        }
        onAnswer.accept(whole);
        return true;
    }
}
