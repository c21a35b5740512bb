package chat.jim.client;

import chat.jim.log.Secret;
import chat.jim.protocol.Address;
import chat.jim.protocol.Response;
import java.io.EOFException;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection that a client uses, and as whom: comes online over the one there is or over a new one, which takes its
 * place only then. May be used from any thread.
 */
final class ServerLink {
    private static final Logger LOG = LoggerFactory.getLogger(ServerLink.class);

    /** How to ask to come online. */
    interface Entrance {
        Response askOver(RequestPipeline exchange) throws IOException;
    }

    private final ServerAddress server;

    /** Begins to receive over an exchange. */
    private final Consumer<RequestPipeline> listening;

    /** Says good-bye over an exchange that is used no more. */
    private final Consumer<RequestPipeline> parting;

    private volatile RequestPipeline exchange;
    private volatile @Nullable Address name;

    /** What it came online with, to come back with that; null is a guest. */
    private volatile @Nullable String password;

    /** What it asks to come online with, or last did. */
    private volatile @Nullable Login asked;

    /** Who somebody comes online as; without a password as a guest. */
    record Login(Address account, @Secret @Nullable String password) {
        @Override
        public String toString() {
            return "Login[" + account + "]";
        }
    }

    /** Connects; nothing is received yet. */
    ServerLink(ServerAddress server, Consumer<RequestPipeline> listening, Consumer<RequestPipeline> parting)
            throws IOException {
        this.server = server;
        this.listening = listening;
        this.parting = parting;
        exchange = RequestPipeline.connect(server);
    }

    RequestPipeline exchange() {
        return exchange;
    }

    @Nullable
    Address name() {
        return name;
    }

    @Nullable
    String password() {
        return password;
    }

    /** Who is online over an exchange, or may be by now, though the answer is not known yet; null if nobody. */
    @Nullable
    Login login(RequestPipeline over) {
        Address own = name;
        return own != null && over.equals(exchange) ? new Login(own, password) : asked;
    }

    /**
     * Asks over the connection there is, or over a new one if that has ended, ends just then (no server waits for long for
     * somebody to choose a name), or is in use by another name.
     */
    synchronized Response enter(Address account, @Secret @Nullable String with, Entrance entrance) throws IOException {
        asked = new Login(account, with);
        RequestPipeline before = exchange;
        if (name == null && !before.hasEnded()) {
            try {
                return entered(account, with, entrance.askOver(before));
            } catch (EOFException e) {
                LOG.debug("Connecting anew", e);
            }
        }
        RequestPipeline next = RequestPipeline.connect(server);
        listening.accept(next);
        boolean taken = false;
        try {
            Response answer = entrance.askOver(next);
            taken = !answer.code().isError();
            if (taken) {
                exchange = next;
            }
            return entered(account, with, answer);
        } finally {
            parting.accept(taken ? before : next);
        }
    }

    /** Returns the answer; from now on it is {@code account}, if that is no error. */
    Response entered(Address account, @Secret @Nullable String with, Response answer) {
        if (!answer.code().isError()) {
            password = with; // first: who has a name is asked by it whether the mail may be confirmed
            name = account;
            LOG.info("Online as {}", account);
        }
        return answer;
    }
}
