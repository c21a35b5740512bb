package chat.jim.bench;

import chat.jim.net.Outbox;
import chat.jim.wire.BufferPool;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.io.OutputStream;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Queueing messages for a line peer and writing them to nowhere: without the hand-over between threads, and the socket. */
@State(Scope.Thread)
public class OutboxBenchmark {
    private static final int BURST = 64;
    private static final int LIMIT = 1 << 20;

    private final Outbox outbox = new Outbox(
            OutputStream.nullOutputStream(), LIMIT, Duration.ZERO, Runnable::run, BufferPool.unlimited(), () -> {});
    private Frame frame;

    /** The peer reads lines, so that all that waits is one write. */
    @Setup
    public void prepare() throws FrameException {
        frame = Messages.frame();
        outbox.markLinePeer();
    }

    /** A message written as soon as it is offered. */
    @Benchmark
    public Outbox.Offer offer() {
        return outbox.offer(frame);
    }

    /** One message of a burst that is written together. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void postAndFlush() {
        for (int i = 0; i < BURST; i++) {
            outbox.post(frame);
        }
        outbox.flush();
    }
}
