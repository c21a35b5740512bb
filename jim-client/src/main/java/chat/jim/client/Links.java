package chat.jim.client;

import chat.jim.client.link.Patience;
import chat.jim.client.link.ServerAddress;
import chat.jim.client.old.KnownServer;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.action.Action;
import java.io.EOFException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The links of a client to its server, one after another, and who is online over the one in use. May be used from any thread
 * but a receiving one.
 */
final class Links {
    private static final Logger LOG = LoggerFactory.getLogger(Links.class);

    private final ServerAddress server;
    private final InstantSource clock;
    private final Patience patience;
    private final AtomicBoolean garbageReported = new AtomicBoolean();
    private volatile @Nullable ClientListener listener;

    /** The first one, or the one over which the last login succeeded. Null before the first. */
    private volatile @Nullable ServerLink inUse;

    /** What is known of the server, over the link that was made last. */
    private volatile KnownServer known;

    /** The last successful login; null before it. */
    private volatile @Nullable Credentials login;

    /** Brings back the session of that login after a loss, kept nowhere else; null if the server has given none. */
    private volatile @Nullable String token;

    private volatile @Nullable Long sessions;

    Links(ServerAddress server, InstantSource clock, Patience patience) {
        this.server = server;
        this.clock = clock;
        this.patience = patience;
        known = new KnownServer(patience.pace());
    }

    /** Makes the first one. */
    void connect(ClientListener reportTo) throws IOException {
        listener = reportTo;
        ServerLink first = make();
        inUse = first;
        first.loss().use();
        first.start();
    }

    private ServerLink make() throws IOException {
        known = known.again();
        return new ServerLink(server, known, Objects.requireNonNull(listener), garbageReported, patience, clock);
    }

    /** The one in use; null before the first. */
    @Nullable
    ServerLink inUse() {
        return inUse;
    }

    /** The last successful login; null before it. */
    @Nullable
    Credentials login() {
        return login;
    }

    /** The token of its session, if there is one. */
    @Nullable
    String token() {
        return token;
    }

    /** How many sessions of the user were online after the last login, with this one; 1 if the server did not say. */
    long sessions() {
        return Objects.requireNonNullElse(sessions, 1L);
    }

    /** The session does not come back. */
    void forgetToken() {
        token = null;
    }

    /** Whether the server lets in nobody who speaks this kind of JIM. */
    boolean letNobodyIn() {
        return known.letsNobodyIn();
    }

    /**
     * Logs in over the link in use if nobody is online over it, or else over a new one, which replaces it only if the login
     * succeeds. Servers do not wait long for a login: a connection may also end while a person chooses a name. And one that
     * hangs up on what it does not understand is asked in another form.
     */
    synchronized Response comeOnline(Credentials asked, List<Supplier<Action>> ways, String status) throws IOException {
        ServerLink before = Objects.requireNonNull(inUse, "not connected");
        if (login == null && !before.hasEnded()) {
            before.loss().tryOut(); // its end is no loss if another one takes its place
            try {
                Response answer = before.logIn(asked, ways, status);
                before.loss().use();
                return remember(asked, answer);
            } catch (EOFException e) {
                LOG.debug("Connecting again", e);
            }
        }
        try {
            return comeOnlineAnew(before, asked, ways, status);
        } catch (EOFException e) {
            if (!known.mayTryEvent(null) && !known.isTryingEvent()) {
                throw e;
            }
            return comeOnlineAnew(before, asked, ways, status);
        }
    }

    private Response comeOnlineAnew(ServerLink before, Credentials asked, List<Supplier<Action>> ways, String status)
            throws IOException {
        ServerLink next = make();
        next.start();
        boolean replaced = false;
        try {
            Response answer = next.logIn(asked, ways, status);
            replaced = !answer.code().isError();
            if (replaced) {
                before.loss().tryOut();
                inUse = next;
                next.loss().use();
            }
            return remember(asked, answer);
        } finally {
            (replaced ? before : next).quit();
        }
    }

    /** Returns the answer without its token, which nobody else is to see. */
    Response remember(Credentials asked, Response answer) {
        if (!answer.code().isError()) {
            login = asked;
            token = answer.text(Detail.RESUME);
            sessions = answer.number(Detail.SESSIONS);
            LOG.info("Online as {}", asked.account());
        }
        return answer.with(Detail.RESUME, null);
    }
}
