package chat.jim.server.account;

import chat.jim.log.Audit;
import chat.jim.protocol.Address;
import chat.jim.server.store.Account;
import chat.jim.server.store.AccountKey;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who may come online.
 *
 * @param name as the account has it, or as the guest has written it
 * @param account as it was when the password or the token was checked; null for a guest
 * @param also whether other sessions of the account have stayed
 */
public record Admission(Address name, @Nullable Account account, boolean also) {
    /** One that other sessions of the account do not outlive. */
    Admission(Address name, @Nullable Account account) {
        this(name, account, false);
    }

    /** The same beside other sessions of the account, or not. */
    Admission beside(boolean others) {
        return new Admission(name, account, others);
    }

    /** The account; null for a guest. */
    public @Nullable AccountKey key() {
        return account == null ? null : account.key();
    }

    /** Whether it is with an account, and not as a guest. */
    public boolean isRegistered() {
        return account != null;
    }

    /** Notes in the audit file how somebody has come with an account, and from where; guests are not noted. */
    public void audit(String result, InetAddress from) {
        if (isRegistered()) {
            Audit.of("login")
                    .with("result", result)
                    .with("address", from)
                    .with("account", name)
                    .write();
        }
    }
}
