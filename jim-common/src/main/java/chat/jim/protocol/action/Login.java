package chat.jim.protocol.action;

import chat.jim.protocol.Address;
import chat.jim.protocol.Limits;
import chat.jim.protocol.ProtocolException;
import chat.jim.wire.Frame;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
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
    /**
     * What a login says of resume tokens in the field {@code resume} (PROTOCOL.md, section 5): true asks for one; a string is
     * one, and asks for the next.
     *
     * @param token the token of the session to come back to; null if there is none
     */
    public record Resume(@Nullable String token) {
        /** Asks for a token. */
        public static final Resume ASK = new Resume(null);

        /** Reads the field; false asks for nothing, as if it were missing. */
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static @Nullable Resume of(Object field) {
            if (field instanceof String text) {
                return new Resume(text);
            }
            if (!(field instanceof Boolean asks)) {
                throw ProtocolException.badRequest(
                        "The field resume has to be true, false or, in a presence, a token.");
            }
            return asks ? ASK : null;
        }

        @JsonValue
        Object field() {
            return token == null ? (Object) true : token;
        }

        /** The same if it has no token: with a password nobody needs one. */
        static @Nullable Resume withoutToken(@Nullable Resume resume) {
            if (resume != null && resume.token != null) {
                throw ProtocolException.badRequest(
                        "The field resume is a token only in a presence: send true or false.");
            }
            return resume;
        }

        /** Masks the token. */
        @Override
        public String toString() {
            return token == null ? "true" : "***";
        }
    }

    /** What an {@code authenticate} says of other sessions of its account. Any other word means nothing (section 5). */
    public enum Session {
        /** They stay. */
        ALSO;

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static @Nullable Session of(Object field) {
            return ALSO.word().equals(field) ? ALSO : null;
        }

        /** It on the wire. */
        @JsonValue
        public String word() {
            return "also";
        }
    }

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
