package chat.jim.server.cluster.history;

import chat.jim.log.OncePerMinute;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.HistoryStore.Entry;
import chat.jim.server.store.StoreException;
import chat.jim.thread.Threads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what other servers ask about the history of this one. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    /** So many messages are read for one answer at most: the rest is asked for. */
    private static final int MOST_ENTRIES = 500;

    /** The same for ids alone. */
    private static final int MOST_IDS = 5000;

    /** While so many questions wait for the disk, others get no answer. */
    private static final int MOST_AT_ONCE = 200;

    private final HistoryStore store;
    private final Runnable forgetting;
    private final AtomicInteger running = new AtomicInteger();
    private final OncePerMinute warning = new OncePerMinute();

    /**
     * Those from that store.
     *
     * @param forgetting has this server forget what is to be forgotten, and waits for that
     */
    Answers(HistoryStore store, Runnable forgetting) {
        this.store = store;
        this.forgetting = forgetting;
    }

    /** Answers from now on. */
    void begin(Bus bus) {
        bus.onQuestion(Question.WORD, this::hear);
    }

    private void hear(byte[] data, Consumer<byte[]> reply) {
        if (running.incrementAndGet() > MOST_AT_ONCE) {
            running.decrementAndGet();
            return;
        }
        Threads.startShort(() -> {
            try {
                reply.accept(answer(Question.of(data)).encoded());
            } catch (ProtocolException | StoreException | EngineException e) {
                if (warning.isDue()) {
                    LOG.warn("A question of another server about the history is not answered: {}", e.getMessage());
                }
            } finally {
                running.decrementAndGet();
            }
        });
    }

    private Answer answer(Question asked) {
        Question question = asked.atMost(asked.kind() == Question.Kind.IDS ? MOST_IDS : MOST_ENTRIES);
        int most = question.most();
        return switch (question.kind()) {
            case FIRST -> entries(asked, store.first(question.range(), most));
            case LAST -> entries(asked, reversed(store.last(question.range(), most)));
            case IDS -> ids(asked, store.first(question.range(), most));
            case FIND -> entries(asked, found(store.find(question.after() + 1)));
            case NEWEST ->
                Answer.ofIds(false, List.of(store.newest(question.range().place())));
            case SEARCH -> entries(asked, store.search(question.query()));
            case OF -> entries(asked, store.of(Objects.requireNonNull(question.who()), question.after(), most));
            case PLACES ->
                Answer.ofPlaces(
                        new TreeSet<>(store.places()).tailSet(question.places().get(0), false));
            case AMONG -> Answer.ofPlaces(store.among(question.places()));
            case FORGET -> {
                forgetting.run();
                yield Answer.NOTHING;
            }
        };
    }

    private static List<Entry> found(@Nullable Entry entry) {
        return entry == null ? List.of() : List.of(entry);
    }

    private static List<Entry> reversed(List<Entry> entries) {
        List<Entry> reversed = new ArrayList<>(entries);
        Collections.reverse(reversed);
        return reversed;
    }

    private static Answer entries(Question asked, List<Entry> entries) {
        return Answer.ofEntries(isShort(asked, entries, MOST_ENTRIES), entries);
    }

    private static Answer ids(Question asked, List<Entry> entries) {
        return Answer.ofIds(
                isShort(asked, entries, MOST_IDS),
                entries.stream().map(Entry::id).toList());
    }

    private static boolean isShort(Question asked, List<Entry> entries, int most) {
        return asked.most() > most && entries.size() >= most;
    }
}
