package chat.jim.server.cluster;

import chat.jim.server.cluster.nats.EngineConfig;
import chat.jim.testing.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real engine for the tests of a class: one nats-server, or three that form a cluster. Its program is what the variable
 * {@code JIM_NATS_SERVER} says, or {@code nats-server} in the path. If there is none, or it is too old, these tests are left
 * out; with {@code CI=true} they fail.
 */
public final class NatsCluster implements BeforeAllCallback, AfterAllCallback {
    private static final String MISSING = "No nats-server >= 2.12.3: the tests of the cluster are left out."
            + " Set JIM_NATS_SERVER to one (.ci/nats gets one).";
    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\.(\\d+)");
    private static final int OLDEST = 2_012_003;

    private static final NatsCluster SHARED = new NatsCluster(here(1), folder -> "");
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final List<Machine> machines;
    private final Function<Path, String> settings;
    private final List<NatsServer> servers = new ArrayList<>();
    private Path folder;

    private NatsCluster(List<Machine> machines, Function<Path, String> settings) {
        this.machines = machines;
        this.settings = settings;
    }

    private static List<Machine> here(int size) {
        return Collections.nCopies(size, Machine.HERE);
    }

    /** One server for all tests of this JVM that do not harm it. Its chats are kept apart by their names. */
    public static NatsCluster shared() {
        return SHARED;
    }

    /** One or three servers for the tests of one class. */
    public static NatsCluster of(int size) {
        return of(size, folder -> "");
    }

    /** The same with more in their configuration, which may name files that the function puts into their folder. */
    public static NatsCluster of(int size, Function<Path, String> settings) {
        return new NatsCluster(here(size), settings);
    }

    /** A server at each of these machines, for one test. It starts by {@link #started}, and ends by {@link #end}. */
    public static NatsCluster at(List<Machine> machines) {
        return new NatsCluster(machines, folder -> "");
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        started();
    }

    /** The same once it runs, for tests that cannot register it. */
    public synchronized NatsCluster started() throws IOException {
        if (servers.isEmpty()) {
            begin(program());
        }
        return this;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (this != SHARED && folder != null) {
            end();
        }
    }

    private static String program() {
        String program = System.getenv().getOrDefault("JIM_NATS_SERVER", "nats-server");
        if (!isNewEnough(program)) {
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(MISSING);
            }
            Assumptions.abort(MISSING);
        }
        return program;
    }

    private static boolean isNewEnough(String program) {
        try {
            Process process = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .start();
            Matcher version =
                    VERSION.matcher(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return version.find()
                    && number(version, 1) * 1_000_000 + number(version, 2) * 1_000 + number(version, 3) >= OLDEST;
        } catch (IOException e) {
            return false; // there is none
        }
    }

    private static int number(Matcher version, int group) {
        return Integer.parseInt(version.group(group));
    }

    private void begin(String program) throws IOException {
        folder = Files.createTempDirectory("jim-nats");
        String more = settings.apply(folder);
        for (int i = 0; i < machines.size(); i++) {
            servers.add(new NatsServer(program, machines.get(i), folder.resolve("n" + (i + 1)), more));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
        for (NatsServer server : servers) {
            server.configure(servers);
            server.start();
        }
        servers.forEach(NatsServer::awaitHealthy);
    }

    /** Kills all servers, and removes their files. */
    public void end() {
        servers.forEach(NatsServer::kill9);
        servers.clear();
        try {
            NatsServer.remove(folder);
        } catch (IOException e) {
            return; // it is in the system's folder for such files, and will go with it
        }
    }

    /** Where a server runs. */
    public Machine machine(int server) {
        return machines.get(server);
    }

    /** Where it is reached: the address of each server. */
    public List<String> urls() {
        return servers.stream().map(NatsServer::url).toList();
    }

    /** Where each server tells of itself, by HTTP. */
    public List<String> monitors() {
        return servers.stream().map(NatsServer::monitor).toList();
    }

    /** For a chat of a name that no other test has. */
    public EngineConfig freshConfig() {
        return new EngineConfig(urls(), "t" + NAMES.incrementAndGet(), null, null);
    }

    /** Kills a server at once, as {@code kill -9} does, and returns when it is dead. */
    public void kill9(int server) {
        servers.get(server).kill9();
    }

    /** Removes a server's copy of a stream. It has to be dead. */
    public void removeCopy(int server, String stream) throws IOException {
        servers.get(server).removeCopy(stream);
    }

    /** Changes a bit of what a server has in the file of a stream, as a disk may that grows old. It has to be dead. */
    public void flipBit(int server, String stream, Random random) throws IOException {
        servers.get(server).flipBit(stream, random);
    }

    /** Starts a dead server again, and returns when it is healthy. */
    public void start(int server) {
        servers.get(server).start();
        servers.get(server).awaitHealthy();
    }

    /** Starts all, which are dead, and returns when they are healthy. */
    public void startAll() {
        servers.forEach(NatsServer::start);
        servers.forEach(NatsServer::awaitHealthy);
    }

    /** Ends a server in good order, and returns when it has ended. */
    public void terminate(int server) {
        servers.get(server).terminate();
    }

    /** The server that leads the others. */
    public int leader() {
        String name = servers.get(0).leader();
        return servers.indexOf(servers.stream()
                .filter(server -> server.name().equals(name))
                .findAny()
                .orElseThrow());
    }

    /** Has a server stand still. */
    public void stop(int server) {
        servers.get(server).stop();
    }

    /** Has a server that stands still go on. */
    public void cont(int server) {
        servers.get(server).signal("CONT");
    }
}
