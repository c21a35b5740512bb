package chat.jim.server;

import chat.jim.dialect.Dialects;
import chat.jim.protocol.Address;
import chat.jim.server.config.HistoryPolicy;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.metrics.Endpoint;
import chat.jim.server.store.Account;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Store;
import chat.jim.server.store.backup.Backups;
import chat.jim.server.store.backup.Retention;
import chat.jim.testing.RawClient;
import chat.jim.tls.CertificateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A server in this process, at a free port of the loopback address, with a clock that stands still. */
public final class TestServer implements AutoCloseable {
    /** The time that it puts into its answers, in UNIX seconds. */
    public static final long NOW = 1763700000;

    public static final ServerConfig.Access EVERYBODY = new ServerConfig.Access(true, true, 1000);
    public static final ServerConfig.Timeouts USUAL = new ServerConfig.Timeouts(
            Duration.ofMillis(50), Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(60));

    private static final InstantSource STILL = InstantSource.fixed(Instant.ofEpochSecond(NOW));
    public static final ServerConfig.Origins ORIGINS = new ServerConfig.Origins(10, 10, Set.of());

    /** So few that a test can have them. */
    static final int MOST_CONTACTS = 3;

    static final int MOST_SESSIONS = 3;

    /** No flood control: tests send a lot at once. */
    public static final ServerConfig.Limits UNHURRIED = limits(ServerConfig.UNLIMITED, 1000);

    private final Path data;
    private final TestNodes nodes;

    private TestServer(Path data, TestNodes nodes) {
        this.data = data;
        this.nodes = nodes;
    }

    /** Starts one that takes everybody. */
    public static TestServer start() {
        return startAt(0);
    }

    /** Starts one that takes everybody at that port, where another has been before. */
    public static TestServer startAt(int port) {
        return start(EVERYBODY, UNHURRIED, USUAL, port);
    }

    /** Starts one that takes only so many. */
    public static TestServer startWithRoomFor(int connections) {
        return start(new ServerConfig.Access(true, true, connections), USUAL);
    }

    static TestServer startWithRoomFor(int connections, ServerConfig.Limits limits) {
        return start(new ServerConfig.Access(true, true, connections), limits, USUAL, 0);
    }

    /** Starts one that closes what does not come online at once. */
    public static TestServer startImpatient() {
        Duration moment = Duration.ofMillis(1500);
        return start(EVERYBODY, new ServerConfig.Timeouts(Duration.ZERO, moment, Duration.ZERO, Duration.ofMinutes(1)));
    }

    /** Starts one that keeps so many messages of guests for each account, and ten times as many in all. */
    public static TestServer startWithMailbox(int ofGuests) {
        return start(EVERYBODY, withMailbox(ofGuests), USUAL, 0);
    }

    /** Starts one that keeps so many messages for each account, and none when its store takes that many bytes. */
    static TestServer startWithMailbox(int size, long storeBytes) {
        return start(EVERYBODY, TestConfig.limits(ServerConfig.UNLIMITED, 1000, size, storeBytes), USUAL, 0);
    }

    public static TestServer start(ServerConfig.Access access, ServerConfig.Timeouts timeouts) {
        return start(access, UNHURRIED, timeouts, 0);
    }

    /** Starts one that takes everybody, with these limits. */
    static TestServer start(ServerConfig.Limits limits, ServerConfig.Timeouts timeouts) {
        return start(EVERYBODY, limits, timeouts, 0);
    }

    /** Starts one that takes everybody, and speaks these dialects. */
    static TestServer startSpeaking(Dialects dialects) {
        return start(TestConfig.speaking(dialects), newFolder());
    }

    /** The usual limits, with that flood control. */
    static ServerConfig.Limits limits(int rate, int burst) {
        return TestConfig.limits(rate, burst, 0, Long.MAX_VALUE);
    }

    private static ServerConfig.Limits withMailbox(int ofGuests) {
        return TestConfig.limits(ServerConfig.UNLIMITED, 1000, 10 * ofGuests, Long.MAX_VALUE);
    }

    /** Starts one that speaks TLS, with one certificate or another, at that port; 0 is any. */
    public static TestServer startTls(CertificateFiles tls, int port) {
        return start(EVERYBODY, tls, port);
    }

    static TestServer start(ServerConfig.Access access, CertificateFiles tls, int port) {
        return start(TestConfig.of(access, UNHURRIED, USUAL, port, tls), newFolder());
    }

    private static TestServer start(
            ServerConfig.Access access, ServerConfig.Limits limits, ServerConfig.Timeouts timeouts, int port) {
        return start(TestConfig.of(access, limits, timeouts, port, null), newFolder());
    }

    /** Starts one that trusts a proxy on this machine, and takes from each address a connection a second, and three accounts an hour. */
    static TestServer startBehindProxy(CertificateFiles tls) {
        return start(TestConfig.behindProxy(tls), newFolder());
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("jim-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it, and starts another one with what it has kept. */
    TestServer restartWithMailbox(int ofGuests) {
        nodes.close();
        return start(TestConfig.of(EVERYBODY, withMailbox(ofGuests), USUAL, 0, null), data);
    }

    /** Stops it, and starts another one with what it has kept, and what was changed of that meanwhile. */
    TestServer restartAfter(Consumer<Store> change, InstantSource clock) {
        nodes.close();
        nodes.changeQuietly(change);
        return start(TestConfig.usual(), data, clock);
    }

    private static TestServer start(ServerConfig config, Path data) {
        return start(config, data, STILL);
    }

    /** Starts one that keeps what that policy says. */
    public static TestServer startKeeping(HistoryPolicy policy) {
        return start(TestConfig.keeping(policy), newFolder());
    }

    /** Starts one that takes everybody, and tells the time by that clock. */
    static TestServer startWith(InstantSource clock) {
        return start(TestConfig.usual(), newFolder(), clock);
    }

    private static TestServer start(ServerConfig config, Path data, InstantSource clock) {
        try {
            return new TestServer(data, TestNodes.start(config, data, clock));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shows its metrics and its health at a free port. */
    Endpoint watched() throws IOException {
        Endpoint endpoint = new Endpoint(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Backups backups =
                new Backups(data, new Backups.Plan(data, Retention.ALL, Duration.ZERO), InstantSource.system());
        nodes.first().monitoring().showAt(endpoint, backups);
        return endpoint;
    }

    /** Where it listens; if it is several servers, the next of them. */
    public int port() {
        return nodes.next().port();
    }

    /** How many connections it has. */
    public int connections() {
        return nodes.connections();
    }

    /** Whether somebody is online by that name. */
    public boolean isOnline(String name) {
        return nodes.isOnline(Address.account(name));
    }

    /** The key of the account of that name; if there is none, one that no account has. */
    public static AccountKey key(Store store, Address name) {
        Account account = store.accounts().find(name);
        return account == null ? AccountKey.create(name) : account.key();
    }

    /** Connects a peer. */
    public RawClient connect() {
        return RawClient.connect(port());
    }

    /** Connects a peer, who comes online as a guest. */
    public RawClient online(String name) {
        return RawClient.online(port(), name);
    }

    /** Makes an account, as another process would; to log in to it takes no time, unlike to one that was registered. */
    public TestServer withAccount(String name, String password) {
        change(others -> others.accounts().add(Address.account(name), CheapHash.of(password)));
        return this;
    }

    /** Adds an account whose password costs next to nothing. */
    void addAccount(String name, String password) {
        Objects.requireNonNull(store().accounts().add(Address.account(name), CheapHash.of(password)));
    }

    /** Blocks an account, as another process would. */
    public void block(String name) {
        change(others -> others.accounts().setBlocked(Address.account(name), true));
    }

    /** Changes its store, as another process would, which tells the server. */
    void change(Consumer<Store> change) {
        nodes.changeQuietly(change);
        nodes.accountsChanged();
    }

    /** Its store, opened as another process would. */
    Store openStore() {
        return nodes.openStore();
    }

    /** Its own store. */
    Store store() {
        return nodes.store();
    }

    /** From now on its store can be neither read nor written. */
    void breakStore() {
        nodes.store().close();
    }

    /** Stops it, if it has not been stopped before. */
    @Override
    public void close() {
        nodes.close();
        if (Files.notExists(data)) {
            return;
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
