package chat.jim.server.cluster.history;

import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.store.HistoryStore.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A question that was put to all other servers at once. Their answers come while something else is done. Where one does not
 * fit into a message, the rest is asked for. For one thread.
 */
final class Asked {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** A server that says "more" again and again is none of ours. */
    private static final int MOST_PAGES = 1000;

    private final Bus bus;
    private final Question question;
    private final List<Pending> pending;
    private int silent;

    private record Pending(String node, CompletableFuture<byte[]> answer) {}

    /** Asks them. */
    Asked(Bus bus, Question question) {
        this.bus = bus;
        this.question = question;
        pending = bus.others().stream().map(node -> ask(node, question)).toList();
    }

    private Pending ask(String node, Question what) {
        return new Pending(node, bus.ask(node, what.encoded(), PATIENCE));
    }

    /** Waits for the answers, and shows each part of each of them. */
    void show(Consumer<Answer> reader) {
        for (Pending one : pending) {
            try {
                show(one, reader);
            } catch (EngineException | ProtocolException e) {
                silent++;
            }
        }
    }

    private void show(Pending first, Consumer<Answer> reader) {
        Pending next = first;
        Question asked = question;
        for (int page = 0; page < MOST_PAGES; page++) {
            Answer answer = Answer.of(Engine.await(next.answer()));
            reader.accept(answer);
            if (!answer.more()) {
                return;
            }
            asked = rest(asked, answer);
            next = ask(first.node(), asked);
        }
        throw ProtocolException.badRequest("an answer without end");
    }

    private static Question rest(Question asked, Answer answer) {
        if (!answer.places().isEmpty()) {
            return Question.placesAfter(answer.places().get(answer.places().size() - 1));
        }
        List<Long> known = answer.ids().isEmpty()
                ? answer.entries().stream().map(Entry::id).toList()
                : answer.ids();
        if (known.isEmpty()) {
            throw ProtocolException.badRequest("an answer of which more comes, but nothing is there");
        }
        return asked.rest(known);
    }

    /** The messages that are an answer. Waits for them. */
    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        show(answer -> answer.entries().stream().filter(question::isMet).forEach(entries::add));
        return entries;
    }

    /** How many servers did not answer, or not all of it, when all was waited for. */
    int silent() {
        return silent;
    }
}
