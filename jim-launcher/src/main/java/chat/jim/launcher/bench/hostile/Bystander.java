package chat.jim.launcher.bench.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.jim.launcher.bench.Latencies;
import chat.jim.launcher.bench.ServerAddress;
import chat.jim.process.DaemonThreads;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An ordinary guest who writes to itself. A message is due every {@link #EVERY_MILLIS}, whether the ones before are back or
 * not (an open loop), and its time runs from then until it and its answer are there. So a stall counts for each message that
 * was due in it. For one thread.
 */
final class Bystander implements Closeable {
    /** So often a message is due: just what the server's flood control allows. */
    static final int EVERY_MILLIS = 10;

    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS);
    private static final int PER_SECOND = 1000 / EVERY_MILLIS;
    private static final int TEXT = 30;
    private static final int TRIES = 100;

    private final Wire wire;
    private final byte[] message;

    private Bystander(ServerAddress server, String name) throws IOException {
        wire = new Wire(server);
        message = Requests.msg(name, name, TEXT).getBytes(US_ASCII);
        boolean online = false;
        try {
            online = wire.ask(Requests.presence(name), 1);
        } finally {
            if (!online) {
                wire.close();
            }
        }
        if (!online) {
            throw new EOFException("refused");
        }
    }

    /**
     * Comes online.
     *
     * @throws IOException the server has not let it in, however often it asked
     */
    static Bystander comeOnline(ServerAddress server, String name) throws IOException {
        for (int left = TRIES; left > 1; left--) {
            try {
                return new Bystander(server, name);
            } catch (IOException e) {
                LockSupport.parkNanos(EVERY_NANOS);
            }
        }
        return new Bystander(server, name);
    }

    /**
     * The times of some messages.
     *
     * @param unanswered how many of them were not back in the end; their times are the least that they can be
     */
    record Times(Latencies latencies, long unanswered) {
        /** Nothing came back in that time. */
        static Times none(long nanos) {
            Latencies latencies = new Latencies();
            latencies.record(nanos);
            return new Times(latencies, 1);
        }
    }

    /**
     * Writes for some seconds.
     *
     * @param patience how many seconds to wait for the last messages
     */
    Times measure(int seconds, int patience) {
        int count = seconds * PER_SECOND;
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds + patience);
        Reading reading = new Reading(count, start);
        Thread reader = DaemonThreads.start("bystander", reading::run);
        send(count, start);
        try {
            reader.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            if (reader.isAlive()) {
                close();
                reader.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (int i = reading.done; i < count; i++) {
            reading.latencies.record(end - start - i * EVERY_NANOS);
        }
        return new Times(reading.latencies, count - reading.done);
    }

    private void send(int count, long start) {
        try {
            for (int i = 0; i < count; i++) {
                long due = start + i * EVERY_NANOS;
                for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                    LockSupport.parkNanos(due - now);
                }
                wire.write(message);
            }
        } catch (IOException e) {
            return; // cut off: what was not sent is not answered either
        }
    }

    /** Times what comes back. Only its thread touches it until that has ended. */
    private final class Reading {
        private final int count;
        private final long start;
        private final long messagesBefore = wire.answers().messages();
        private final long answersBefore = wire.answers().count();
        private final Latencies latencies = new Latencies();
        private int done;

        Reading(int count, long start) {
            this.count = count;
            this.start = start;
        }

        void run() {
            try {
                while (done < count && wire.read()) {
                    long now = System.nanoTime();
                    Answers answers = wire.answers();
                    long back = Math.min(answers.messages() - messagesBefore, answers.count() - answersBefore);
                    for (; done < back; done++) {
                        latencies.record(now - start - done * EVERY_NANOS);
                    }
                }
            } catch (IOException e) {
                return; // closed, or cut off
            }
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
