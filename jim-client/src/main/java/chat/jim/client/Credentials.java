package chat.jim.client;

import chat.jim.client.old.KnownServer;
import chat.jim.log.Secret;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Flag;
import chat.jim.protocol.Response;
import chat.jim.protocol.User;
import chat.jim.protocol.action.Action;
import chat.jim.protocol.action.Login;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who comes online, and the requests by which that may be done; without a password as a guest. */
record Credentials(Address account, @Secret @Nullable String password) {
    /** The type of a presence that says what its user says of himself. */
    static final String WITH_STATUS = "status";

    /** Every login asks for the ids of messages that are kept. */
    static final Flag IDS = Flag.YES;

    /**
     * The requests to make one after another until the server lets the client in: with the token of a former session, if
     * there is one, then as a guest, then with the password beside other sessions of the account. Each asks for a token.
     *
     * @param status what the user says of himself; the last way has no place for it
     */
    List<Supplier<Action>> ways(@Secret @Nullable String token, String status, InstantSource clock) {
        List<Supplier<Action>> ways = new ArrayList<>();
        if (token != null) {
            ways.add(() -> presence(new Login.Resume(token), status, clock));
        }
        ways.add(() -> presence(Login.Resume.ASK, status, clock));
        if (password != null) {
            Login login = new Login(account, password);
            ways.add(() -> new Action.Authenticate(
                    clock.instant().getEpochSecond(), login, Login.Resume.ASK, IDS, Login.Session.ALSO));
        }
        return ways;
    }

    /** As the specification's example has it: some servers want all of its fields. */
    private Action presence(Login.Resume resume, String status, InstantSource clock) {
        long now = clock.instant().getEpochSecond();
        return new Action.Presence(now, WITH_STATUS, new User(account, status), resume, IDS);
    }

    /**
     * Makes these requests until the server answers one for good; returns that answer, or the last one. One that the server has
     * not understood is made once more in another form. After one that has no place for the status, the status follows by
     * itself.
     */
    static Response logIn(RequestPipeline requests, List<Supplier<Action>> ways, String status, KnownServer server)
            throws IOException {
        Iterator<Supplier<Action>> next = ways.iterator();
        Action way;
        Response answer;
        do {
            way = next.next().get();
            answer = requests.ask(way);
            if (way instanceof Action.Presence && server.mayTryEvent(answer)) {
                answer = requests.ask(way);
            }
        } while (next.hasNext() && mayTryNext(way, answer));
        if (way instanceof Action.Authenticate password && !answer.code().isError() && !status.isEmpty()) {
            Address online = password.login().account();
            requests.sendUnwatched(new Action.Presence(password.time(), WITH_STATUS, online, status));
        }
        boolean isRefusedAccount =
                way instanceof Action.Register && answer.code().isError();
        return isRefusedAccount ? answer : server.onLogin(answer);
    }

    /** After 401, and after the 409 to a token: that may only mean that the token is void. */
    private static boolean mayTryNext(Action way, Response answer) {
        boolean withToken = way instanceof Action.Presence presence
                && presence.resume() != null
                && presence.resume().token() != null;
        return answer.code().equals(Code.UNAUTHORIZED)
                || (withToken && answer.code().equals(Code.CONFLICT));
    }

    @Override
    public String toString() {
        return "Credentials[" + account + "]";
    }
}
