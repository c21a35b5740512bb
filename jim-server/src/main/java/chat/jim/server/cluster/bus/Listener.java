package chat.jim.server.cluster.bus;

import java.util.function.Consumer;

/** Answers one kind of question of other servers. */
@FunctionalInterface
public interface Listener {
    /**
     * One question after the other, in the order of each server. For the thread that listens, so it waits for nobody.
     *
     * @param question from the network: it may be anything that begins with the word for which this was set
     * @param reply takes the answer, now or later, from any thread; does nothing if none was asked for, or it is too late
     */
    void hear(byte[] question, Consumer<byte[]> reply);
}
