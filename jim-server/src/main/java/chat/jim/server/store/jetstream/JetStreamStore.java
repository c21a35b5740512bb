package chat.jim.server.store.jetstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.Address;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineStream;
import chat.jim.server.cluster.nats.StreamSettings;
import chat.jim.server.cluster.nats.Subscription;
import chat.jim.server.measure.Commits;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.AddressBans;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.Marks;
import chat.jim.server.store.Profiles;
import chat.jim.server.store.RoomStore;
import chat.jim.server.store.Sessions;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store of a cluster, in its engine. All servers of the cluster have it open at once, and whoever changes accounts. */
public final class JetStreamStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(JetStreamStore.class);
    private static final String ACCOUNTS = "ACCOUNTS";
    private static final String NO_ENGINE = "NATS is not connected: nothing can be kept now.";

    private final Engine engine;
    private final Commits commits = new Commits();
    private final Changes changes;
    private final JetStreamAccounts accounts;
    private final JetStreamMail mail;
    private final JetStreamSessions sessions;
    private final Marks marks;
    private final Profiles profiles;
    private final RoomStore rooms;
    private final AddressBans bans;
    private final Muted muted;

    /** How much the mail takes, as it was known last. */
    private volatile long bytes;

    /** Opens everything that may fail before it starts a thread. */
    private JetStreamStore(Engine engine, Supplier<String> run) {
        this.engine = engine;
        accounts = new JetStreamAccounts(values(ACCOUNTS), values("FORGOTTEN"), values("CONTACTS"), values("OWNERS"));
        Values profileValues = values("PROFILES");
        Values markValues = values("MARKS");
        Values roomValues = values("KEPT_ROOMS");
        Values sessionValues = values("SESSIONS");
        bans = new JetStreamAddressBans(values("BANS"));
        muted = new Mutes(values("MUTES"));
        String prefix = engine.cluster() + ".mail.";
        EngineStream letters = engine.stream(new StreamSettings(engine.cluster() + "_MAIL", prefix + ">", -1, false));
        changes = new Changes(commits);
        profiles = new JetStreamProfiles(accounts, profileValues, changes);
        marks = new JetStreamMarks(accounts, markValues, changes);
        rooms = new JetStreamRooms(accounts, roomValues, changes);
        sessions = new JetStreamSessions(accounts, sessionValues, changes, run);
        mail = new JetStreamMail(accounts, letters, prefix, commits);
        engine.onConnectionChange(connected -> commits.forgetFailure());
    }

    /** A value for each who is muted, which the engine deletes when that is over. */
    private record Mutes(Values values) implements Muted {
        @Override
        public List<Mute> all() {
            return values.all(value -> new Mute(
                    value.key(),
                    Address.stored(value.fields().text("as"), value.fields().text("key")),
                    value.fields().number("until", 0),
                    value.fields().number(Values.SECONDS_TO_LIVE, 0)));
        }

        @Override
        public void put(Mute mute) {
            values.change(
                    mute.subject(),
                    value -> (value == null ? JsonLine.empty() : value)
                            .with("as", mute.name().toString())
                            .with("key", mute.name().key())
                            .with("until", mute.until())
                            .with(Values.SECONDS_TO_LIVE, mute.seconds()));
        }

        @Override
        public void remove(String subject) {
            values.remove(subject, value -> true);
        }
    }

    private Values values(String name) {
        return new Values(engine.bucket(name), commits);
    }

    /**
     * Opens the store in the engine, which stays open when the store is closed.
     *
     * @param run a name of this server that no other one has, nor itself before its start
     * @throws StoreException the engine does not answer, or has something else where the store is to be
     */
    public static JetStreamStore open(Engine engine, String run) {
        return open(engine, () -> run);
    }

    /** The same for a server that gets another such name when it was cut off: by then, all of its sessions have ended. */
    public static JetStreamStore open(Engine engine, Supplier<String> run) {
        return Values.asked(new Commits(), () -> new JetStreamStore(engine, run));
    }

    /**
     * From now on, tells the name of each account that somebody changes in this engine, also at another server. It may be told
     * before the change can be read, and nothing is told while the connection is lost.
     */
    public void onAccountChange(Consumer<Address> listener) {
        String subject = "$KV." + engine.cluster() + "_" + ACCOUNTS + ".>";
        Subscription unused = engine.subscribe(subject, (data, reply) -> {
            Address name = JetStreamAccounts.name(new String(data, UTF_8));
            if (name != null) {
                listener.accept(name);
            }
        });
    }

    @Override
    public Accounts accounts() {
        return accounts;
    }

    @Override
    public MailStore mail() {
        return mail;
    }

    @Override
    public Marks marks() {
        return marks;
    }

    @Override
    public Profiles profiles() {
        return profiles;
    }

    @Override
    public RoomStore rooms() {
        return rooms;
    }

    @Override
    public AddressBans bans() {
        return bans;
    }

    @Override
    public Muted muted() {
        return muted;
    }

    @Override
    public Sessions sessions() {
        return sessions;
    }

    /**
     * Servers are gone, without a word maybe: notes that their sessions have ended, so that nobody comes back to them for ever. Waits for the engine, a second for some thousands of sessions that
     * there are in the cluster.
     *
     * @param runs their names, see {@link #open}
     * @param time in UNIX seconds
     * @throws StoreException the engine does not answer; then some of them may be noted
     */
    public void endSessionsOf(Set<String> runs, long time) {
        sessions.endOf(runs, time);
    }

    @Override
    public int pending() {
        return changes.pending() + mail.pending();
    }

    /** Of the mail only, and as it was at the last {@link #tidy}. */
    @Override
    public long bytes() {
        return bytes;
    }

    /** The engine gives room back by itself; this asks it how much is in use. */
    @Override
    public void tidy() {
        CompletableFuture<?> unused = mail.bytes()
                .thenAccept(now -> bytes = now)
                .exceptionally(failure -> {
                    LOG.debug("How much the mail takes is not known: {}", failure.getMessage());
                    return null;
                });
    }

    @Override
    public void ping(Runnable pong) {
        changes.ping(pong);
    }

    @Override
    public @Nullable String trouble() {
        return engine.isConnected() ? commits.failure() : NO_ENGINE;
    }

    @Override
    public Commits commits() {
        return commits;
    }

    @Override
    public long logBytes() {
        return 0;
    }

    @Override
    public void close() {
        changes.close();
        mail.close();
    }
}
