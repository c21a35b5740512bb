package chat.jim.server;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;

/** Hashes of passwords that cost next to nothing, neither to make nor to match. */
public final class CheapHash {
    private static final Argon2Function CHEAP = Argon2Function.getInstance(8, 1, 1, 32, Argon2.ID);

    private CheapHash() {}

    /** The hash of that password. */
    public static String of(String password) {
        return CHEAP.hash(password).getResult();
    }
}
