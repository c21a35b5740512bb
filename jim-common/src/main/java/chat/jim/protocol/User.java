package chat.jim.protocol;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The user of a presence.
 *
 * @param hidden whether nobody is to be told when the user was seen last (section 13); null says nothing of it
 * @param publicKey for those who want to write to the user in secret, in dialects that have it; else null
 */
public record User(
        @JsonProperty(value = "account_name", required = true)
        Address account,

        @Nullable String status,
        @Nullable Flag hidden,
        @JsonIgnore @Nullable String publicKey) {
    /** Checks that the name is an account's. */
    public User {
        account = account.asAccount();
    }

    /** One with a status, or without. */
    public User(Address account, @Nullable String status) {
        this(account, status, null, null);
    }

    /** Names the account only. */
    @Override
    public String toString() {
        return account.toString();
    }
}
