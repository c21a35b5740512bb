package chat.jim.protocol;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The user of a presence.
 *
 * @param publicKey for those who want to write to the user in secret, in dialects that have it; else null
 */
public record User(
        @JsonProperty(value = "account_name", required = true)
        Address account,

        @Nullable String status,
        @JsonIgnore @Nullable String publicKey) {
    /** Checks that the name is an account's. */
    public User {
        account = account.asAccount();
    }

    /** Names the account only. */
    @Override
    public String toString() {
        return account.toString();
    }
}
