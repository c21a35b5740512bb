package chat.jim.server.cluster.nats;

import java.util.function.Consumer;

/** Takes what others send to a subject. */
@FunctionalInterface
public interface Handler {
    /**
     * One message after the other, in the order of each sender. A failure is logged, and the message counts as not answered.
     *
     * @param data from the network: it may be anything
     * @param reply takes the answer, now or later, from any thread; does nothing if none was asked for, or it is too late
     */
    void handle(byte[] data, Consumer<byte[]> reply);
}
