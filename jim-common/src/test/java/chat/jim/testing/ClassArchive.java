package chat.jim.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The classes of a built jar as the JVM has them once they are loaded, for its class data sharing: a program needs a quarter
 * less of a processor then. Made by the first test that starts a jar, from a run in which the program does what it does in
 * most tests; a JVM that has no use for it does without.
 */
final class ClassArchive {
    private static final boolean HAS_TERMINALS = File.separatorChar == '/';

    /** Runs a program by a command until it ends by itself. */
    private interface Run {
        void play(Path folder, List<String> command) throws IOException;
    }

    private static final Map<String, Run> RUNS = Map.of(
            "jim-server.jar",
            ClassArchive::playServer,
            "jim-client.jar",
            ClassArchive::playClient,
            "jim-launcher.jar",
            ClassArchive::playLauncher);

    private ClassArchive() {}

    /** The options for a JVM that runs {@code jar}, started by {@code java} otherwise. */
    static List<String> options(List<String> java, Path jar) {
        Path archive = of(java, jar);
        return Files.exists(archive) ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off") : List.of();
    }

    /** Where that of {@code jar} is, which is made if it is not there yet. */
    static synchronized Path of(List<String> java, Path jar) {
        String name = jar.getFileName().toString();
        Path folder = jar.resolveSibling("class-archives-" + Runtime.version());
        Path archive = folder.resolve(name.replace(".jar", ".jsa"));
        try {
            Files.createDirectories(folder);
            try (FileChannel others = FileChannel.open(
                            folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock alone = others.lock()) {
                if (alone.isValid() && RUNS.containsKey(name) && (Files.notExists(archive) || isNewer(jar, archive))) {
                    make(archive, java, jar, RUNS.get(name));
                }
            }
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isNewer(Path file, Path other) throws IOException {
        return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(other)) > 0;
    }

    private static void make(Path archive, List<String> java, Path jar, Run run) throws IOException {
        Path folder = Files.createTempDirectory(archive.getParent(), "made-in");
        Path made = folder.resolve("made.jsa");
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + made, "-Xlog:disable", "-jar", jar.toString()));
        run.play(folder, command);
        if (Files.exists(made)) {
            Files.move(made, archive, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void playServer(Path folder, List<String> command) {
        try (Program server = Program.run(folder, command, "-a", "127.0.0.1", "-p", "0");
                RawClient alice = RawClient.connect(server.port());
                RawClient bob = RawClient.online(server.port(), "bob")) {
            alice.register("alice", "secret-1").expect(201);
            bob.join("#tea").msg("#tea", "anybody here?").expect(200);
            bob.msg("alice", "hi").expect(200);
            alice.expectMessage("bob", "hi");
            bob.quit();
            server.terminate().exitStatus();
        }
    }

    /** At a terminal, where most of it is needed, and at a server that says yes to all. */
    private static void playClient(Path folder, List<String> command) throws IOException {
        if (!HAS_TERMINALS) {
            return;
        }
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<String> whole = new ArrayList<>(command);
            whole.addAll(List.of("127.0.0.1", Integer.toString(listening.getLocalPort()), "-n", "alice"));
            try (TerminalProgram client = TerminalProgram.run(folder, 120, 50, List.of(), whole);
                    RawClient server = RawClient.accept(listening)) {
                Thread agreeing = new Thread(() -> agree(server));
                agreeing.start();
                client.awaitRow("Connected to");
                client.type("message bob hi\r").awaitRow("-> bob: hi");
                client.type("exit\r").exitStatus();
            }
        }
    }

    private static void agree(RawClient server) {
        String request = server.receive();
        while (!request.contains("\"quit\"")) {
            server.send("{'response':200,'time':1,'resume':'token'}");
            request = server.receive();
        }
        server.send("{'response':200,'time':1}").close();
    }

    /** Its server cannot listen there, and so it ends. */
    private static void playLauncher(Path folder, List<String> command) {
        try (Program launcher = Program.run(folder, command, "-a", "240.0.0.1", "--windows", "none")) {
            launcher.exitStatus();
        }
    }
}
