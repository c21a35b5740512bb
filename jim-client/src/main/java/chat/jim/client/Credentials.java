package chat.jim.client;

import chat.jim.log.Secret;
import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.protocol.Login;
import chat.jim.protocol.User;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who comes online, and the requests by which that may be done; without a password as a guest. */
record Credentials(Address account, @Secret @Nullable String password) {
    /**
     * The requests to make one after another until the server lets the client in: with the token of a former session, if
     * there is one, then as a guest, then with the password. Each asks for a token.
     */
    List<Supplier<Action>> ways(@Secret @Nullable String token, InstantSource clock) {
        List<Supplier<Action>> ways = new ArrayList<>();
        if (token != null) {
            ways.add(() -> presence(new Action.Resume(token), clock));
        }
        ways.add(() -> presence(Action.Resume.ASK, clock));
        if (password != null) {
            Login login = new Login(account, password);
            ways.add(() -> new Action.Authenticate(clock.instant().getEpochSecond(), login, Action.Resume.ASK));
        }
        return ways;
    }

    private Action presence(Action.Resume resume, InstantSource clock) {
        return new Action.Presence(clock.instant().getEpochSecond(), null, new User(account, null, null), resume);
    }

    @Override
    public String toString() {
        return "Credentials[" + account + "]";
    }
}
