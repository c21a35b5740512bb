package chat.jim.launcher.bench.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.jim.process.DaemonThreads;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Misuses a server on threads of its own until it is closed. When the server cuts it off, it comes back. */
final class HostilePeer implements Closeable {
    /** About as many bytes are written at once. */
    private static final int BLOCK = 32 * 1024;

    /** How many connections of {@link Misuse.Manner#KNOCKING} are there at a time. */
    private static final int DOORS = 8;

    private static final int ALL = 64 * 1024;
    private static final int FEW = 4;
    private static final int SMALL_RECEIVE_BUFFER = 4096;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long SLOW_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Stage stage;
    private final int number;
    private final Misuse misuse;
    private final AtomicInteger comings = new AtomicInteger();
    private final LongAdder answered = new LongAdder();
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Begins to misuse the stage's server. */
    HostilePeer(Stage stage, int number) {
        this.stage = stage;
        this.number = number;
        misuse = stage.misuse();
        boolean knocking = misuse.manner() == Misuse.Manner.KNOCKING;
        for (int i = 0; i < (knocking ? DOORS : 1); i++) {
            DaemonThreads.start("hostile", this::run);
        }
    }

    /** How many of its requests were answered, refusals included. */
    long answered() {
        return answered.sum();
    }

    private void run() {
        while (!closed) {
            String name = name();
            try {
                switch (misuse.manner()) {
                    case ENDLESS, ENDLESS_IN_ROOM -> misuse(name, ALL, 0);
                    case SLOW -> misuse(name, FEW, SMALL_RECEIVE_BUFFER);
                    case TO_DEAF -> misuseWithDeaf(name);
                    case KNOCKING -> knock(name);
                }
            } catch (IOException e) {
                LockSupport.parkNanos(PAUSE_NANOS); // cut off: it comes back
            }
        }
    }

    private String name() {
        return misuse.gathering() == Misuse.Gathering.ACCOUNTS
                ? stage.account(number)
                : stage.name("h" + number + "-", comings.incrementAndGet());
    }

    private void misuse(String name, int readAtOnce, int receiveBuffer) throws IOException {
        try (Wire wire = open(readAtOnce, receiveBuffer)) {
            comeOnline(wire, name);
            if (misuse.manner() == Misuse.Manner.ENDLESS_IN_ROOM) {
                wire.ask(Requests.join(stage.big()), 1);
            }
            byte[] block = block(name);
            DaemonThreads.start("hostile writer", () -> writeAll(wire, block));
            while (wire.read()) {
                answered.add(wire.answers().takeNew());
                if (readAtOnce == FEW) {
                    LockSupport.parkNanos(SLOW_PAUSE_NANOS);
                }
            }
        }
    }

    /** Until the server has cut off the deaf one, and refuses what is written to it. */
    private void misuseWithDeaf(String name) throws IOException {
        try (Wire deaf = open(ALL, SMALL_RECEIVE_BUFFER);
                Wire talker = open(ALL, 0)) {
            comeOnline(deaf, name + Misuse.DEAF);
            comeOnline(talker, name);
            byte[] block = block(name);
            DaemonThreads.start("hostile writer", () -> writeAll(talker, block));
            while (talker.answers().refusals() == 0 && talker.read()) {
                answered.add(talker.answers().takeNew());
            }
        }
    }

    private void knock(String name) throws IOException {
        try (Wire wire = open(ALL, 0)) {
            wire.ask(misuse.requests(name, stage.big()), 1);
            answered.increment();
        }
    }

    private void comeOnline(Wire wire, String name) throws IOException {
        if (!wire.ask(stage.login(name), 1)) {
            throw new EOFException("refused");
        }
    }

    private byte[] block(String name) {
        String requests = misuse.requests(name, stage.big());
        return requests.repeat(Math.max(1, BLOCK / requests.length())).getBytes(US_ASCII);
    }

    private static void writeAll(Wire wire, byte[] block) {
        try {
            while (true) {
                wire.write(block);
            }
        } catch (IOException e) {
            return; // whoever reads notices it too
        }
    }

    private Wire open(int readAtOnce, int receiveBuffer) throws IOException {
        Wire wire = new Wire(stage.server(), readAtOnce, receiveBuffer);
        wires.removeIf(Wire::isClosed);
        wires.add(wire);
        if (closed) {
            wire.close();
        }
        return wire;
    }

    @Override
    public void close() {
        closed = true;
        wires.forEach(Wire::close);
    }
}
