package chat.jim.server.store.jetstream;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.Address;
import chat.jim.server.store.Account;
import chat.jim.server.store.Sessions;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a cluster that can be resumed: a value for each name. Each session has the login stamp of its name, see
 * {@link JetStreamAccounts}, and is void when that has changed. The engine itself forgets those that have ended.
 */
final class JetStreamSessions implements Sessions {
    /** How long those that have ended are remembered, which is longer than anybody may come back. */
    private static final Duration MEMORY = Duration.ofHours(1);

    /** How many are remembered of a name: of more, the first ones that have ended go. */
    private static final int MOST = 100;

    private static final String LIST = "sessions";
    private static final String TOKEN = "token";
    private static final String STAMP = "login";
    private static final String ENDED = "ended";
    private static final String RUN = "run";
    private static final String WHAT = "A session";

    private final JetStreamAccounts accounts;
    private final Values values;
    private final Changes changes;
    private final Supplier<String> run;

    /** Whether this server has noted a session. Only for the thread of the changes. */
    private boolean hasBegun;

    /** @param run tells the sessions of this server from others', and from those before its start, or before it was cut off */
    JetStreamSessions(JetStreamAccounts accounts, Values values, Changes changes, Supplier<String> run) {
        this.accounts = accounts;
        this.values = values;
        this.changes = changes;
        this.run = run;
        accounts.atRemoval(account -> removeVoid(account.name()));
    }

    /** Those of an account that is removed: a new one may have got its name meanwhile. */
    private void removeVoid(Address name) {
        String stamp = accounts.stamp(name);
        values.change(
                name.key(),
                value -> removed(value, session -> !session.text(STAMP).equals(stamp)));
    }

    @Override
    public void begin(Address name, @Nullable Account account, byte[] token) {
        String hex = hex(token);
        changes.submit(WHAT, () -> {
            String stamp = accounts.stamp(name, account);
            if (stamp == null) {
                return;
            }
            hasBegun = true;
            JsonLine added = JsonLine.empty()
                    .with(TOKEN, hex)
                    .with(STAMP, stamp)
                    .with(ENDED, 0)
                    .with(RUN, run.get());
            change(name, sessions -> {
                sessions.removeIf(session -> account == null
                        || !session.text(STAMP).equals(stamp)
                        || session.text(TOKEN).equals(hex));
                sessions.add(added);
                return fewer(sessions);
            });
        });
    }

    private static List<JsonLine> fewer(List<JsonLine> sessions) {
        if (sessions.size() > MOST) {
            sessions.stream()
                    .min(Comparator.comparingLong(session -> ended(session) == 0 ? Long.MAX_VALUE : ended(session)))
                    .ifPresent(sessions::remove);
        }
        return sessions;
    }

    private static long ended(JsonLine session) {
        return session.number(ENDED, 0);
    }

    /** Changes the sessions of a name, and has the engine forget them when none goes on. */
    private void change(Address name, UnaryOperator<List<JsonLine>> change) {
        change(name.key(), change);
    }

    private void change(String key, UnaryOperator<List<JsonLine>> change) {
        values.change(key, value -> {
            String before = value == null ? "" : value.toString();
            JsonLine own = value == null ? JsonLine.empty() : value;
            List<JsonLine> sessions = change.apply(own.objects(LIST));
            return value == null && sessions.isEmpty() ? null : changed(own, sessions, before);
        });
    }

    private static @Nullable JsonLine changed(JsonLine value, List<JsonLine> sessions, String before) {
        boolean goesOn = sessions.stream().anyMatch(session -> ended(session) == 0);
        long seconds = goesOn ? 0 : sessions.isEmpty() ? 1 : MEMORY.toSeconds();
        value.with(LIST, sessions).with(Values.SECONDS_TO_LIVE, seconds);
        return value.toString().equals(before) ? null : value;
    }

    @Override
    public void end(Address name, byte[] token, long time) {
        String hex = hex(token);
        changes.submit(
                WHAT,
                () -> change(name, sessions -> {
                    sessions.removeIf(session -> ended(session) > 0 && ended(session) < time - MEMORY.toSeconds());
                    sessions.stream()
                            .filter(session -> session.text(TOKEN).equals(hex))
                            .forEach(session -> session.with(ENDED, time));
                    return sessions;
                }));
    }

    /** Those that this server has noted since its start. */
    @Override
    public void endAll(long time) {
        changes.submit(WHAT, () -> {
            if (hasBegun) {
                endOf(Set.of(run.get()), time);
            }
        });
    }

    /** Those of servers that are gone. Reads all sessions of the cluster, and waits for that. */
    void endOf(Set<String> gone, long time) {
        Predicate<JsonLine> goesOn = session -> gone.contains(session.text(RUN)) && ended(session) == 0;
        List<String> keys =
                values.all(value -> value.fields().objects(LIST).stream().anyMatch(goesOn) ? value.key() : null);
        keys.forEach(key -> change(key, sessions -> {
            sessions.stream().filter(goesOn).forEach(session -> session.with(ENDED, time));
            return sessions;
        }));
    }

    @Override
    public CompletableFuture<Long> remove(Address name, byte[] token, long endedAfter) {
        return changes.submit(() -> {
            Predicate<JsonLine> meant = meant(name, token, endedAfter);
            return values.change(name.key(), value -> removed(value, meant)) ? 1L : 0L;
        });
    }

    private static @Nullable JsonLine removed(@Nullable JsonLine value, Predicate<JsonLine> meant) {
        List<JsonLine> sessions = value == null ? List.of() : value.objects(LIST);
        return value != null && sessions.removeIf(meant) ? changed(value, sessions, "") : null;
    }

    @Override
    public CompletableFuture<Long> find(Address name, byte[] token, long endedAfter) {
        return changes.submit(() -> {
            Predicate<JsonLine> meant = meant(name, token, endedAfter);
            Boolean found = values.get(
                    name.key(), value -> value.fields().objects(LIST).stream().anyMatch(meant));
            return Boolean.TRUE.equals(found) ? 1L : 0L;
        });
    }

    private Predicate<JsonLine> meant(Address name, byte[] token, long endedAfter) {
        String stamp = accounts.stamp(name);
        String hex = hex(token);
        return session -> session.text(TOKEN).equals(hex)
                && session.text(STAMP).equals(stamp)
                && (ended(session) == 0 || ended(session) > endedAfter);
    }

    @Override
    public void removeOf(Address name) {
        changes.submit(WHAT, () -> values.remove(name.key(), value -> true));
    }

    /** The engine does that. */
    @Override
    public void forget(long endedBy, int most) {}

    private static String hex(byte[] token) {
        return HexFormat.of().formatHex(token);
    }
}
