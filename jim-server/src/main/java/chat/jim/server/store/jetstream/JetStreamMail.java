package chat.jim.server.store.jetstream;

import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.cluster.nats.EngineStream;
import chat.jim.server.cluster.nats.EngineStream.Stored;
import chat.jim.server.measure.Commits;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.MailStore;
import chat.jim.wire.CompactForm;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that wait, in a stream of the engine. The subject of each has the ids of its account and of its sender, so that
 * the engine itself can say how many there are of both. Two servers that add at once may keep more than allowed by what is
 * under way.
 */
final class JetStreamMail implements MailStore, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JetStreamMail.class);

    /** The sender of all guests' messages: no account has such an id. */
    private static final String GUESTS = "guests";

    /** How long it is tried to store a message of which nobody knows whether it is stored; its id says that it is the same. */
    private static final Duration TRIES = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(200);

    /** How many questions are on their way at a time, at most. */
    private static final int AT_ONCE = 64;

    private static final String ID = "Nats-Msg-Id";

    /** The id of a letter with a ticket begins so. */
    private static final String TICKET = "ticket-";

    /** The codes of refusals after which nothing is stored: no room, too long, or the stream is read only. */
    private static final Set<Integer> DEFINITE = Set.of(10002, 10023, 10028, 10047, 10054, 10077, 10109);

    /** So many accounts can have a change made at the same time. */
    private static final int WRITERS = 8;

    private final JetStreamAccounts accounts;
    private final EngineStream stream;
    private final String prefix;
    private final Commits commits;
    private final Changes[] changes = new Changes[WRITERS];

    /** @param prefix of the subjects in that stream */
    JetStreamMail(JetStreamAccounts accounts, EngineStream stream, String prefix, Commits commits) {
        this.accounts = accounts;
        this.stream = stream;
        this.prefix = prefix;
        this.commits = commits;
        for (int i = 0; i < WRITERS; i++) {
            changes[i] = new Changes(commits);
        }
        accounts.atRemoval(account -> purge(account, 0));
    }

    private Changes of(AccountKey account) {
        return changes[Math.floorMod(account.id().hashCode(), WRITERS)];
    }

    private String subject(AccountKey account, @Nullable AccountKey sender) {
        return prefix + account.id() + "." + (sender == null ? GUESTS : sender.id());
    }

    private String subjects(AccountKey account) {
        return prefix + account.id() + ".*";
    }

    @Override
    public CompletableFuture<Long> add(AccountKey account, Letter letter, Count most) {
        byte[] object = CompactForm.of(letter.message());
        return of(account).submit(() -> {
            boolean fits = accounts.exists(account)
                    && (most.equals(Count.UNLIMITED) || isLess(count(account, letter.sender()), most));
            String id = letter.ticket() == null ? AccountKey.randomId() : TICKET + letter.ticket();
            return fits ? timed(() -> store(subject(account, letter.sender()), id, object)) : 0L;
        });
    }

    private static boolean isLess(Count count, Count most) {
        return count.all() < most.all() && count.ofSender() < most.ofSender();
    }

    private long timed(LongSupplier change) {
        long begun = System.nanoTime();
        long result = Values.made(commits, change::getAsLong);
        commits.made(1, System.nanoTime() - begun);
        return result;
    }

    private long store(String subject, String id, byte[] object) {
        Map<String, String> headers = Map.of(ID, id);
        long begun = System.nanoTime();
        boolean mayBeStored = false;
        while (true) {
            try {
                return Engine.await(stream.publish(subject, headers, object));
            } catch (EngineException e) {
                mayBeStored |= e.reason() == EngineException.Reason.UNKNOWN && !DEFINITE.contains(e.code());
                boolean late = System.nanoTime() - begun > TRIES.toNanos();
                if (!mayBeStored || late || Thread.currentThread().isInterrupted()) {
                    throw mayBeStored ? e.unknown() : e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    @Override
    public Count count(AccountKey account, @Nullable AccountKey sender) {
        Map<String, Long> counts = Values.asked(commits, () -> Engine.await(stream.counts(subjects(account))));
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        return new Count(
                (int) all, counts.getOrDefault(subject(account, sender), 0L).intValue());
    }

    /** A question for each message. */
    @Override
    public List<Kept> read(AccountKey account, long after, int most) {
        List<Kept> kept = new ArrayList<>();
        long from = after + 1;
        while (kept.size() < most) {
            Stored next = next(account, from);
            if (next == null) {
                break;
            }
            from = next.sequence() + 1;
            Frame message = message(next.text());
            if (message == null) {
                LOG.warn("Dropping a damaged message for {}", account);
            } else {
                kept.add(new Kept(next.sequence(), message, ticket(next.headers())));
            }
        }
        return kept;
    }

    private @Nullable Stored next(AccountKey account, long from) {
        return Values.asked(commits, () -> Engine.await(stream.next(subjects(account), from)));
    }

    /** The message, or null if the text is no object. */
    private static @Nullable Frame message(String text) {
        try {
            return Frame.of(text.getBytes(StandardCharsets.UTF_8));
        } catch (FrameException e) {
            return null;
        }
    }

    private static @Nullable String ticket(String headers) {
        return headers.lines()
                .filter(line -> line.startsWith(ID + ":"))
                .map(line -> line.substring(ID.length() + 1).strip())
                .filter(id -> id.startsWith(TICKET))
                .map(id -> id.substring(TICKET.length()))
                .findAny()
                .orElse(null);
    }

    @Override
    public CompletableFuture<?> remove(AccountKey account, long last) {
        return of(account).submit(() -> purge(account, last == Long.MAX_VALUE ? 0 : last + 1));
    }

    @Override
    public CompletableFuture<?> removeRead(AccountKey account, Collection<Long> ids) {
        return of(account).submit(() -> timed(() -> removeRead(account, new TreeSet<>(ids))));
    }

    /** A single deletion takes as long as one of all up to a message, so there is one of all before the first that was not read. */
    private long removeRead(AccountKey account, NavigableSet<Long> ids) {
        long end = ids.size() == 1 ? ids.first() : firstUnread(account, ids);
        if (ids.first() < end) {
            purge(account, end);
        }
        List<CompletableFuture<Boolean>> deletions =
                ids.tailSet(end).stream().map(stream::delete).toList();
        deletions.forEach(Engine::await);
        return ids.size();
    }

    /** The first message before the last one of these that is none of them; if there is none, what comes after the last one. */
    private long firstUnread(AccountKey account, NavigableSet<Long> ids) {
        long last = ids.last();
        long from = 1;
        List<Long> gaps = new ArrayList<>();
        for (long id : ids) {
            if (from < id) {
                gaps.add(from);
            }
            from = id + 1;
        }
        for (int i = 0; i < gaps.size(); i += AT_ONCE) {
            long first = gaps.subList(i, Math.min(i + AT_ONCE, gaps.size())).stream()
                    .map(gap -> stream.next(subjects(account), gap))
                    .toList()
                    .stream()
                    .map(Engine::await)
                    .filter(Objects::nonNull)
                    .mapToLong(Stored::sequence)
                    .filter(sequence -> sequence < last && !ids.contains(sequence))
                    .min()
                    .orElse(Long.MAX_VALUE);
            if (first < last) {
                return first;
            }
        }
        return last + 1;
    }

    /** @param before 0 for all */
    private long purge(AccountKey account, long before) {
        return timed(() -> Engine.await(stream.purge(subjects(account), before)));
    }

    /** How many bytes all take. The future fails with an {@link EngineException}. */
    CompletableFuture<Long> bytes() {
        return stream.state().thenApply(EngineStream.State::bytes);
    }

    /** How many changes are not made yet. */
    int pending() {
        int pending = 0;
        for (Changes some : changes) {
            pending += some.pending();
        }
        return pending;
    }

    /** Makes the changes that wait, and accepts no more. */
    @Override
    public void close() {
        for (Changes some : changes) {
            some.close();
        }
    }
}
