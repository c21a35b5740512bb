package chat.jim.bench;

import chat.jim.codec.Codec;
import chat.jim.codec.MsgHeader;
import chat.jim.protocol.Message;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import chat.jim.wire.FrameReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Finding out whom a message is for: by its header, as the server passes it on, and by decoding it. */
@State(Scope.Thread)
public class DecodeBenchmark {
    private final FrameReader reader = new FrameReader(new ByteArrayInputStream(Messages.lines(1)));
    private final MsgHeader header = new MsgHeader();
    private Frame frame;

    /** Makes sure that it is the plain kind that is measured. */
    @Setup
    public void read() throws IOException, FrameException {
        frame = Objects.requireNonNull(reader.read());
        if (!header.read(frame)) {
            throw new IllegalStateException("This is no plain message.");
        }
    }

    /** Its header only. */
    @Benchmark
    public boolean header() {
        return header.read(frame);
    }

    /** All of it. */
    @Benchmark
    public Message codec() {
        return Codec.decode(frame);
    }
}
