package chat.jim.bench;

import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import chat.jim.wire.FrameReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Cutting a burst of messages into frames. */
@State(Scope.Thread)
public class FrameReaderBenchmark {
    private static final int BURST = 1000;

    private final byte[] burst = Messages.lines(BURST);

    /** One message of the burst. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void read(Blackhole sink) throws IOException, FrameException {
        FrameReader reader = new FrameReader(new ByteArrayInputStream(burst));
        for (Frame frame = reader.read(); frame != null; frame = reader.read()) {
            sink.consume(frame);
        }
    }
}
