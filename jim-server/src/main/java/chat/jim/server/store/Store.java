package chat.jim.server.store;

import chat.jim.protocol.Address;
import chat.jim.server.measure.Commits;
import java.io.Closeable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What a server keeps over a restart, for itself or together with the other servers of a cluster. May be used from any thread, until it is closed. */
public interface Store extends Closeable {
    /** The accounts and their contacts. */
    Accounts accounts();

    /** The messages that wait for accounts. */
    MailStore mail();

    /** Up to where accounts have read. */
    Marks marks();

    /** What is known of accounts besides their passwords. */
    Profiles profiles();

    /** The rooms that stay when they are empty. */
    RoomStore rooms();

    /** The addresses that are banned. */
    AddressBans bans();

    /** Whom the operator has muted at all servers of a cluster; null if that is forgotten at a restart. */
    @Nullable
    Muted muted();

    /** The sessions that can be resumed. */
    Sessions sessions();

    /** Whom the operator has muted. May be used from any thread. */
    interface Muted {
        /** All that there are. */
        List<Mute> all();

        /** Mutes somebody, also who is muted already. */
        void put(Mute mute);

        /** Lets somebody write again. */
        void remove(String subject);
    }

    /**
     * Somebody who is muted.
     *
     * @param subject the account, or where a guest comes from
     * @param name the name that was muted
     * @param until in UNIX seconds
     * @param seconds for how long that was said to be
     */
    record Mute(String subject, Address name, long until, long seconds) {}

    /**
     * Waits for a change, and returns its result.
     *
     * @throws StoreException the change failed
     */
    static <T> T await(CompletableFuture<T> change) {
        try {
            return change.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoreException cause ? cause : e;
        }
    }

    /** How many changes are not on the disk yet. */
    int pending();

    /** How many bytes on the disk are in use. What another process has changed counts after the next change, or {@link #tidy}. */
    long bytes();

    /** Gives room on the disk back that is not in use, unless there is something to write. Returns at once. */
    void tidy();

    /**
     * Runs that on the thread that makes the changes, after those that wait, and soon if it does not stand still. Returns at
     * once.
     */
    void ping(Runnable pong);

    /** Why changes cannot be kept now, as far as is known; null if they can. Looks at the disk. */
    @Nullable
    String trouble();

    /** How its changes went. */
    Commits commits();

    /** How many bytes on the disk are in use besides {@link #bytes}, until they are moved there. Looks at the disk. */
    long logBytes();

    /** Waits for the changes in progress, as long as the disk needs. Does nothing the second time. */
    @Override
    void close();
}
