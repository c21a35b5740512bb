package chat.jim.server.cluster;

import static chat.jim.testing.Waiting.await;

import chat.jim.testing.Machine;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One process of nats-server, which keeps its ports and files over its deaths. */
final class NatsServer {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final Pattern LEADER = Pattern.compile("\"leader\": *\"(\\w+)\"");

    private final String program;
    private final Machine machine;
    private final Path folder;
    private final String more;
    private final int port = freePort();
    private final int monitor = freePort();
    private final int route = freePort();
    private Process process;

    /** {@code more} is added to its configuration. */
    NatsServer(String program, Machine machine, Path folder, String more) {
        this.program = program;
        this.machine = machine;
        this.folder = folder;
        this.more = more;
    }

    String url() {
        return "nats://" + at(port);
    }

    /** Where it tells of itself. */
    String monitor() {
        return "http://" + at(monitor);
    }

    /** Writes its configuration; {@code all} are the servers of its cluster, with this one. */
    void configure(List<NatsServer> all) throws IOException {
        Files.createDirectories(folder);
        StringBuilder text = new StringBuilder()
                .append("server_name: ")
                .append(name())
                .append('\n')
                .append("listen: \"")
                .append(at(port))
                .append("\"\n")
                .append("http: \"")
                .append(at(monitor))
                .append("\"\n")
                .append("jetstream { store_dir: \"")
                .append(folder.resolve("data"))
                .append("\", sync_interval: always }\n")
                .append(more)
                .append('\n');
        if (all.size() > 1) {
            String routes = String.join(
                    ", ",
                    all.stream()
                            .map(one -> "\"nats://" + one.at(one.route) + "\"")
                            .toList());
            text.append("cluster { name: tests, listen: \"")
                    .append(at(route))
                    .append("\", routes: [")
                    .append(routes)
                    .append("], ping_interval: 2s }\n");
        }
        Files.writeString(folder.resolve("nats.conf"), text);
    }

    private String at(int ownPort) {
        return machine.address() + ":" + ownPort;
    }

    void start() {
        List<String> command = new ArrayList<>(machine.entry());
        command.addAll(List.of(program, "-c", folder.resolve("nats.conf").toString()));
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitHealthy() {
        await().until(this::isHealthy);
    }

    private boolean isHealthy() throws InterruptedException {
        URI uri = URI.create(monitor() + "/healthz");
        try {
            return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    void kill9() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    void terminate() {
        signal("TERM");
        process.onExit().join();
    }

    String name() {
        return folder.getFileName().toString();
    }

    /** The name of the one that leads its cluster. */
    String leader() {
        try {
            String text = HTTP.send(
                            HttpRequest.newBuilder(URI.create(monitor() + "/jsz"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            Matcher leader = LEADER.matcher(text);
            if (!leader.find()) {
                throw new IllegalStateException("nobody leads: " + text);
            }
            return leader.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void removeCopy(String stream) throws IOException {
        remove(copy(stream));
    }

    static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    private Path copy(String stream) {
        return folder.resolve("data/jetstream/$G/streams").resolve(stream);
    }

    /** Anywhere in one of the files in which the messages are. */
    void flipBit(String stream, Random random) throws IOException {
        Path folder =
                this.folder.resolve("data/jetstream/$G/streams").resolve(stream).resolve("msgs");
        List<Path> blocks;
        try (Stream<Path> files = Files.list(folder)) {
            blocks = files.filter(file -> file.toString().endsWith(".blk"))
                    .sorted()
                    .toList();
        }
        Path block = blocks.get(random.nextInt(blocks.size()));
        byte[] bytes = Files.readAllBytes(block);
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        Files.write(block, bytes);
    }

    /** Has it stand still, and returns when it does: its threads notice the signal one after the other. */
    void stop() {
        signal("STOP");
        Path threads = Path.of("/proc", Long.toString(process.pid()), "task");
        if (Files.isDirectory(threads)) {
            await().until(() -> allStandStill(threads));
        }
    }

    private static boolean allStandStill(Path threads) throws IOException {
        try (Stream<Path> each = Files.list(threads)) {
            for (Path thread : each.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
            return true;
        }
    }

    void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start();
            kill.onExit().join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Below those that the system gives to clients, which could take it while the server is dead. */
    private static int freePort() {
        return ThreadLocalRandom.current()
                .ints(12_000, 32_000)
                .filter(NatsServer::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return free.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
