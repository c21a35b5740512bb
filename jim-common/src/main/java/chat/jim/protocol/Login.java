package chat.jim.protocol;

import chat.jim.wire.Frame;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * An account's name with its password, which no log ever gets to see.
 *
 * @param password null if it was left out, which has a meaning in a {@code register} only
 */
public record Login(
        @JsonProperty(value = "account_name", required = true)
        Address account,

        @Nullable String password) {
    /** Checks that the name is an account's, and that the password is not empty. */
    public Login {
        account = account.asAccount();
        if (password != null) {
            Limits.check("The field password", password, Frame.MAX_CHARACTERS);
        }
    }

    /**
     * The password.
     *
     * @throws ProtocolException 400 if it was left out
     */
    public String secret() {
        if (password == null) {
            throw ProtocolException.badRequest("The field password is needed, and has to be a string.");
        }
        return password;
    }

    /** Masks the password. */
    @Override
    public String toString() {
        return account + ", ***";
    }
}
