package chat.jim.protocol;

import chat.jim.wire.Frame;
import com.fasterxml.jackson.annotation.JsonProperty;

/** An account's name with its password, which no log ever gets to see. */
public record Login(
        @JsonProperty(value = "account_name", required = true)
        Address account,

        @JsonProperty(required = true) String password) {
    /** Checks that the name is an account's, and that there is a password. */
    public Login {
        account = account.asAccount();
        Limits.check("The field password", password, Frame.MAX_CHARACTERS);
    }

    /** Masks the password. */
    @Override
    public String toString() {
        return account + ", ***";
    }
}
