package chat.jim.server.peer;

import chat.jim.codec.Codec;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.wire.Frame;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** The answer to a message that was handed over: the same for all within one second, so it is encoded once in that. */
public final class Sent {
    private final Codec codec;
    private final InstantSource clock;
    private volatile Answer last;

    private record Answer(long second, Frame frame) {}

    public Sent(Codec codec, InstantSource clock) {
        this.codec = codec;
        this.clock = clock;
        last = answer(second());
    }

    /** The answer of now. From any thread. */
    public Frame frame() {
        long now = second();
        Answer answer = last;
        if (answer.second() != now) {
            answer = answer(now);
            last = answer;
        }
        return answer.frame();
    }

    private long second() {
        return TimeUnit.MILLISECONDS.toSeconds(clock.millis());
    }

    private Answer answer(long second) {
        return new Answer(second, codec.encode(new Response(Code.OK, second, "Sent.")));
    }
}
