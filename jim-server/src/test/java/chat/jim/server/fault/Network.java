package chat.jim.server.fault;

import chat.jim.testing.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * Some machines, and a router between them that can drop what goes from one to another: namespaces of Linux. The tests reach
 * every machine all the time. One at a time on a real machine.
 */
final class Network implements AutoCloseable {
    private static final String MISSING =
            "Without ip (of iproute2) and root's rights on Linux there are no networks to cut.";

    /** Names of links may be 15 characters long. */
    private static final String OWN = Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX);

    private static final String ROUTER = "jim" + OWN + "r";
    private static final int OF_TESTS = 9;

    /** What is cut. */
    enum Cut {
        /** The machine neither hears the others nor is heard. */
        BOTH,
        /** It hears the others, and is not heard. */
        OUT,
        /** It is heard, and hears nobody. */
        IN
    }

    private final List<Machine> machines = new ArrayList<>();

    /** The commands that remove what was made, the last one first. */
    private final Deque<List<String>> undo = new ArrayDeque<>();

    private final List<String> rules = new ArrayList<>();

    private Network() {}

    /** Makes so many machines; skips the test where that cannot be done. */
    static Network of(int count) {
        Assumptions.assumeTrue(canBeMade(), MISSING);
        Network network = new Network();
        Runtime.getRuntime().addShutdownHook(new Thread(network::close));
        boolean made = false;
        try {
            network.make(count);
            made = true;
            return network;
        } finally {
            if (!made) {
                network.close();
            }
        }
    }

    private static boolean canBeMade() {
        try {
            return succeeds(List.of("ip", "netns", "add", ROUTER)) && succeeds(List.of("ip", "netns", "del", ROUTER));
        } catch (UncheckedIOException e) {
            return false; // there is no ip
        }
    }

    private void make(int count) {
        addNamespace(ROUTER);
        run("ip netns exec " + ROUTER + " sh -c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
        for (int i = 1; i <= count; i++) {
            String name = "jim" + OWN + "m" + i;
            addNamespace(name);
            connect(i, "-n " + name + " ", "netns " + name);
            run("ip -n " + name + " link set lo up");
            run("ip -n " + name + " route add default via " + address(i, 1));
            machines.add(new Machine(address(i, 2), List.of("ip", "netns", "exec", name)));
        }
        connect(OF_TESTS, "", "");
        undo.push(words("ip link del " + link(OF_TESTS)));
        run("ip route add 10.77.0.0/16 via " + address(OF_TESTS, 1));
    }

    private void addNamespace(String name) {
        run("ip netns add " + name);
        undo.push(words("ip netns del " + name));
    }

    /** @param in before a command that concerns the namespace */
    private static void connect(int subnet, String in, String namespace) {
        String far = "jim" + OWN + "r" + subnet;
        String near = link(subnet);
        run("ip link add " + near + " " + namespace + " type veth peer name " + far + " netns " + ROUTER);
        run("ip " + in + "addr add " + address(subnet, 2) + "/24 dev " + near);
        run("ip " + in + "link set " + near + " up");
        run("ip -n " + ROUTER + " addr add " + address(subnet, 1) + "/24 dev " + far);
        run("ip -n " + ROUTER + " link set " + far + " up");
    }

    private static String link(int subnet) {
        return "jim" + OWN + "l" + subnet;
    }

    private static String address(int subnet, int host) {
        return "10.77." + subnet + "." + host;
    }

    List<Machine> machines() {
        return List.copyOf(machines);
    }

    /** Drops what goes between that machine and the others, without a word. */
    void cut(int machine, Cut cut) {
        String one = address(machine + 1, 0) + "/24";
        for (int i = 1; i <= machines.size(); i++) {
            String other = address(i, 0) + "/24";
            if (i != machine + 1 && cut != Cut.IN) {
                drop("from " + one + " to " + other);
            }
            if (i != machine + 1 && cut != Cut.OUT) {
                drop("from " + other + " to " + one);
            }
        }
    }

    private void drop(String which) {
        run("ip -n " + ROUTER + " rule add " + which + " blackhole");
        rules.add(which);
    }

    /** Everybody hears everybody again. */
    void heal() {
        rules.forEach(which -> run("ip -n " + ROUTER + " rule del " + which + " blackhole"));
        rules.clear();
    }

    private static List<String> words(String command) {
        return List.of(command.split(" +"));
    }

    private static void run(String command, String... more) {
        List<String> whole = new ArrayList<>(words(command));
        whole.addAll(List.of(more));
        if (!succeeds(whole)) {
            throw new IllegalStateException("It has failed: " + String.join(" ", whole));
        }
    }

    private static boolean succeeds(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.onExit().join().exitValue();
            System.err.print(said);
            return status == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes everything. What still runs at a machine goes on without a network. */
    @Override
    public synchronized void close() {
        while (!undo.isEmpty()) {
            boolean unused = succeeds(undo.pop());
        }
    }
}
