package chat.jim.server.store;

import chat.jim.protocol.Address;
import java.util.Set;

/**
 * What is known of accounts besides their passwords (PROTOCOL.md, section 13). It goes with the account. All methods may be
 * called from any thread, and throw {@link StoreException} unless they do not wait.
 */
public interface Profiles {
    /**
     * Of an account.
     *
     * @param operator whether it may do everything in every room
     * @param hidden whether nobody is told when it was online
     * @param seen when it was online last, in UNIX seconds; 0 if that is not known
     */
    record Profile(boolean operator, boolean hidden, long seen) {
        /** Of an account of which nothing is known. */
        public static final Profile UNKNOWN = new Profile(false, false, 0);
    }

    /** That of an account. */
    Profile of(AccountKey account);

    /** The accounts that are operators. */
    Set<AccountKey> operators();

    /** Makes an account an operator, or not one any more; false if there is no such account. */
    boolean setOperator(Address name, boolean operator);

    /** Sets whether nobody is told when an account was online; false if there is no such account. */
    boolean setHidden(AccountKey account, boolean hidden);

    /** Notes when an account was online. Does not wait for the disk; a failure is logged. */
    void see(AccountKey account, long time);
}
