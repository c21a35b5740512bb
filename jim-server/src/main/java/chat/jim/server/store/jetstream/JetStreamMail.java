package chat.jim.server.store.jetstream;

import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.cluster.nats.EngineStream;
import chat.jim.server.cluster.nats.EngineStream.State;
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
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that wait, in a stream of the engine. The subject of each has the ids of its account and of its sender, so that
 * the engine itself can say how many there are of both. If the message belongs elsewhere than where it was stored, the subject
 * says that, too.
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

    /** All subjects of an account, and those of messages that were stored before anybody was handed them. */
    private static final String ALL = ">";

    private static final String PLAIN = "*";

    /** The subject of a message that was: it ends with the message behind which it belongs. No sender's id is so short. */
    private static final Pattern PLACED = Pattern.compile(".*\\.([0-9]{1,18})");

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
    private final List<Changes> changes;

    /** @param prefix of the subjects in that stream */
    JetStreamMail(JetStreamAccounts accounts, EngineStream stream, String prefix, Commits commits) {
        this.accounts = accounts;
        this.stream = stream;
        this.prefix = prefix;
        this.commits = commits;
        changes = Stream.generate(() -> new Changes(commits)).limit(WRITERS).toList();
        accounts.atRemoval(account -> purge(account, 0));
    }

    private Changes of(AccountKey account) {
        return changes.get(Math.floorMod(account.id().hashCode(), WRITERS));
    }

    private String subject(AccountKey account, @Nullable AccountKey sender) {
        return subject(account, sender == null ? GUESTS : sender.id());
    }

    private String subject(AccountKey account, String rest) {
        return prefix + account.id() + "." + rest;
    }

    @Override
    public CompletableFuture<Long> add(AccountKey account, Letter letter, Count most) {
        byte[] object = CompactForm.of(letter.message());
        return of(account).submit(() -> {
            boolean fits = accounts.exists(account)
                    && (most.equals(Count.UNLIMITED)
                            || count(account, letter.sender()).isBelow(most));
            String id = letter.ticket() == null ? AccountKey.randomId() : TICKET + letter.ticket();
            String place = letter.after() == Letter.LAST ? "" : "." + letter.after();
            return fits ? timed(() -> store(subject(account, letter.sender()) + place, id, object)) : 0L;
        });
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
        String ofSender = subject(account, sender);
        long all = 0;
        long its = 0;
        for (var count : state(account).counts().entrySet()) {
            all += count.getValue();
            its += (count.getKey() + ".").startsWith(ofSender + ".") ? count.getValue() : 0;
        }
        return new Count((int) all, (int) its);
    }

    private State state(AccountKey account) {
        return Values.asked(commits, () -> Engine.await(stream.state(subject(account, ALL))));
    }

    /** Asks once what there is, and once for each message. */
    @Override
    public Page read(AccountKey account, Place behind, int most) {
        State state = state(account);
        List<Kept> kept = new ArrayList<>();
        long from = behind.after() + 1;
        for (long after : placesIn(state, behind.after())) {
            read(kept, most, account, PLAIN, from, after);
            long first = after == behind.after() ? behind.id() + 1 : 1;
            read(kept, most, account, PLAIN + "." + after, first, Long.MAX_VALUE);
            from = after + 1;
        }
        if (!state.counts().isEmpty()) {
            read(kept, most, account, PLAIN, from, Long.MAX_VALUE);
        }
        return new Page(kept, state.last());
    }

    @Override
    public boolean keepsPlaces() {
        return true;
    }

    /** Behind which messages others belong, from that one on. */
    private static SortedSet<Long> placesIn(State state, long from) {
        return state.counts().keySet().stream()
                .map(PLACED::matcher)
                .filter(Matcher::matches)
                .map(subject -> Long.valueOf(subject.group(1)))
                .filter(after -> after >= from)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Reads those from one sequence on until another one, as long as these are not too many. */
    private void read(List<Kept> kept, int most, AccountKey account, String rest, long first, long last) {
        long from = first;
        while (kept.size() < most && from <= last) {
            Stored next = next(subject(account, rest), from);
            if (next == null || next.sequence() > last) {
                return;
            }
            from = next.sequence() + 1;
            Frame message = message(next.text());
            if (message == null) {
                LOG.warn("Dropping a damaged message for {}", account);
            } else {
                kept.add(new Kept(place(next), message, ticket(next)));
            }
        }
    }

    private static Place place(Stored stored) {
        Matcher subject = PLACED.matcher(stored.subject());
        long id = stored.sequence();
        return new Place(subject.matches() ? Long.parseLong(subject.group(1)) : id, id);
    }

    private @Nullable Stored next(String subjects, long from) {
        return Values.asked(commits, () -> Engine.await(stream.next(subjects, from)));
    }

    /** The message, or null if the text is no object. */
    private static @Nullable Frame message(String text) {
        try {
            return Frame.of(text.getBytes(StandardCharsets.UTF_8));
        } catch (FrameException e) {
            return null;
        }
    }

    private static @Nullable String ticket(Stored stored) {
        String id = stored.header(ID).orElse("");
        return id.startsWith(TICKET) ? id.substring(TICKET.length()) : null;
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
        ids.tailSet(end).stream().map(stream::delete).toList().forEach(Engine::await);
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
                    .map(gap -> stream.next(subject(account, ALL), gap))
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
        return timed(() -> Engine.await(stream.purge(subject(account, ALL), before)));
    }

    /** How many bytes all take. The future fails with an {@link EngineException}. */
    CompletableFuture<Long> bytes() {
        return stream.state().thenApply(EngineStream.State::bytes);
    }

    /** How many changes are not made yet. */
    int pending() {
        return changes.stream().mapToInt(Changes::pending).sum();
    }

    /** Makes the changes that wait, and accepts no more. */
    @Override
    public void close() {
        changes.forEach(Changes::close);
    }
}
