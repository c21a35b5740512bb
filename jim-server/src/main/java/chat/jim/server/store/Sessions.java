package chat.jim.server.store;

import chat.jim.log.Secret;
import chat.jim.protocol.Address;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that can be resumed, by the hashes of their tokens (PROTOCOL.md, section 5): those of each account, and the
 * newest one of each guest. A session is void when its account changes its password, is blocked or removed, or when its name is given to an account, by
 * this process or another one, or another server of a cluster. Changes are made in the order of the calls, and no method waits for them; where one cannot be
 * made, that is logged: its owner needs the password again. Times are in UNIX seconds. All methods may be called from any
 * thread.
 */
public interface Sessions {
    /**
     * Keeps a session that has begun, that of a guest in place of an earlier one of the name; does nothing if the account is
     * not any more as it was at the login.
     *
     * @param account as it was at the login; null for a guest
     */
    void begin(Address name, @Nullable Account account, @Secret byte[] token);

    /** Notes when the connection of a session has ended. */
    void end(Address name, @Secret byte[] token, long time);

    /** Notes that the connections of all sessions of this server have ended, but for those that had ended before. */
    void endAll(long time);

    /**
     * Removes a session. When the future is done, that is on the disk.
     *
     * @param endedAfter sessions that have ended by then do not count
     * @return greater than 0 if there was that session: once, however many ask
     */
    CompletableFuture<Long> remove(Address name, @Secret byte[] token, long endedAfter);

    /**
     * Whether there is a session, after all changes that were asked for before.
     *
     * @param endedAfter sessions that have ended by then do not count
     * @return greater than 0 if there is
     */
    CompletableFuture<Long> find(Address name, @Secret byte[] token, long endedAfter);

    /** Removes all sessions of that name. */
    void removeOf(Address name);

    /**
     * Forgets the sessions that have ended by then, and the oldest ones of too many; does nothing where the store does that by
     * itself, later.
     *
     * @param most how many that have ended may stay
     */
    void forget(long endedBy, int most);
}
