package chat.jim.server.peer;

import chat.jim.net.FlushBatch;
import chat.jim.server.store.AccountKey;
import org.jspecify.annotations.Nullable;

/** Who sends a message: a peer of this server, or of another one. Only for the thread that hands its messages over. */
public interface Sender {
    /** The account with which it is online; null for a guest. */
    @Nullable
    AccountKey account();

    /** The ticket of its message, if that is kept, see {@link chat.jim.server.store.MailStore.Letter}; null for none. */
    default @Nullable String ticket() {
        return null;
    }

    /** The same as the sender of a message that has that ticket. */
    default Sender with(@Nullable String ticket) {
        return new Ticketed(this, ticket);
    }

    /** Somebody with a ticket. */
    record Ticketed(Sender sender, @Nullable String ticket) implements Sender {
        @Override
        public @Nullable AccountKey account() {
            return sender.account();
        }

        @Override
        public FlushBatch batch() {
            return sender.batch();
        }

        @Override
        public void flush() {
            sender.flush();
        }
    }

    /** With which what it sends is written. */
    FlushBatch batch();

    /** Has everything written that it has sent so far, since something slow comes next. */
    void flush();
}
