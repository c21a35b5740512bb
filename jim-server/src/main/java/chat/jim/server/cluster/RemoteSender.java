package chat.jim.server.cluster;

import chat.jim.net.FlushBatch;
import chat.jim.server.peer.Sender;
import chat.jim.server.store.AccountKey;
import org.jspecify.annotations.Nullable;

/**
 * Who has sent a message at another server.
 *
 * @param account null for a guest
 * @param batch with which everything of one batch is written
 */
record RemoteSender(@Nullable AccountKey account, FlushBatch batch) implements Sender {
    @Override
    public void flush() {
        batch.handOver();
    }
}
