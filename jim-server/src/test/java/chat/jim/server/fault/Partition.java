package chat.jim.server.fault;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.fault.Network.Cut;
import chat.jim.testing.RawClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** That a machine is cut off from the others for a while, and what the people at both sides see of that. */
final class Partition {
    /** After healing: whoever was alone returns to the engine with a higher term, and has all others elect new leaders. */
    private static final long COME_BACK_MILLIS = 30_000;

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private static final String HAS_LOST = "This server has lost the others: connect again.";

    private final FaultChat chat;
    private final Network network;
    private final int machine;
    private final Cut cut;
    private final String name;
    private long cutAt;

    /** One of that machine, where somebody gets that name, which nobody else has. */
    Partition(FaultChat chat, Network network, int machine, Cut cut, String name) {
        this.chat = chat;
        this.network = network;
        this.machine = machine;
        this.cut = cut;
        this.name = name;
    }

    /**
     * Is too short to end the lease of that server, so that its people may stay; they have to go if the engine takes too long
     * afterwards.
     */
    void beShort(Duration length) {
        try (RawClient local = online(machine, name)) {
            cut();
            waitUntil(length);
            heal(length);
            tell("who was there before is answered " + answer(local, name));
        }
    }

    /** Is longer than others wait for that server: its people have to go, and then others may have their names. */
    void beLong(Duration length) {
        try (RawClient local = online(machine, name)) {
            cut();
            CompletableFuture<Long> away = meanwhile(() -> awaitDismissal(local));
            CompletableFuture<Long> taken = meanwhile(() -> comeOnline((machine + 1) % FaultChat.SERVERS, name));
            List<CompletableFuture<Long>> others = IntStream.range(0, FaultChat.SERVERS)
                    .filter(server -> server != machine)
                    .mapToObj(server -> meanwhile(() -> comeOnline(server, name + "at" + server)))
                    .toList();
            waitUntil(length);
            String ends = "sent away " + ends(away) + ", the name is at another server " + ends(taken)
                    + ", and somebody new is at the others "
                    + others.stream().map(this::ends).toList();
            tell(ends);
            assertThat(away).as(ends).isDone();
            assertThat(others).as(ends).allMatch(CompletableFuture::isDone);
            try (RawClient late = chat.server(machine).connect()) {
                assertThat(answer(late, name + "late"))
                        .as("to whom comes to a server that is cut off")
                        .isEqualTo(503);
            }
            heal(length);
            assertThat(taken.join() - away.join()).as(ends).isPositive();
        }
    }

    private void cut() {
        network.cut(machine, cut);
        cutAt = System.nanoTime();
    }

    private void waitUntil(Duration end) {
        LockSupport.parkNanos(end.toNanos() - (System.nanoTime() - cutAt));
    }

    private void heal(Duration length) {
        network.heal();
        long healed = sinceCut(System.nanoTime());
        List<Long> millis = IntStream.range(0, FaultChat.SERVERS)
                .mapToObj(server -> meanwhile(() -> comeOnline(server, name + "again" + server)))
                .toList()
                .stream()
                .map(comer -> sinceCut(comer.join()) - healed)
                .toList();
        tell("healed after " + length.toSeconds() + " s, and somebody is let in at all servers " + millis
                + " ms later");
        assertThat(millis).allMatch(each -> each < COME_BACK_MILLIS);
    }

    private void tell(String what) {
        System.out.println("server " + machine + ", cut " + cut + " at " + Ledger.millis(cutAt) + " ms: " + what);
    }

    private static CompletableFuture<Long> meanwhile(Supplier<Long> what) {
        return CompletableFuture.supplyAsync(what, task -> new Thread(task).start());
    }

    private String ends(CompletableFuture<Long> what) {
        return what.isDone() ? "after " + sinceCut(what.join()) + " ms" : "not yet";
    }

    private long sinceCut(long time) {
        return TimeUnit.NANOSECONDS.toMillis(time - cutAt);
    }

    /** Tries until somebody is let in there, who goes again. Returns when that is over. */
    private long comeOnline(int server, String guest) {
        online(server, guest).quit();
        return System.nanoTime();
    }

    /** Tries until somebody is let in there. */
    private RawClient online(int server, String guest) {
        while (true) {
            RawClient client = chat.server(server).connect();
            int code = answer(client, guest);
            if (code == 200) {
                return client;
            }
            client.close();
            assertThat(code).isEqualTo(503);
            LockSupport.parkNanos(PAUSE);
        }
    }

    /** What a server answers to whoever asks for a name, or has it; 503 also if all have to go meanwhile. */
    private static int answer(RawClient client, String guest) {
        String line = client.presence(guest).receive();
        while (code(line) < 200) {
            if (line.contains(HAS_LOST)) {
                return 503;
            }
            line = client.receive();
        }
        return code(line);
    }

    /** 0 if it is no response. */
    private static int code(String line) {
        String begin = "{\"response\":";
        return line.startsWith(begin) ? Integer.parseInt(line.substring(begin.length(), begin.length() + 3)) : 0;
    }

    /** Shows that it is there whenever it is asked. Returns when the server has said that it has to go. */
    private long awaitDismissal(RawClient client) {
        String line = client.receive();
        while (code(line) != 101) {
            if (line.startsWith("{\"action\":\"probe\"")) {
                client.presence(name);
            }
            line = client.receive();
        }
        long at = System.nanoTime();
        assertThat(line).contains(HAS_LOST);
        client.expectEnd();
        return at;
    }
}
