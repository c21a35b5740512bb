package chat.jim.client;

import chat.jim.client.link.Patience;
import chat.jim.client.link.ServerAddress;
import chat.jim.client.link.ServerList;
import chat.jim.client.old.KnownServer;
import chat.jim.net.Connection;
import chat.jim.protocol.Code;
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
 * The links of a client to its server, or to several servers, one after another, and who is online over the one in use. May
 * be used from any thread but a receiving one.
 */
final class Links {
    private static final Logger LOG = LoggerFactory.getLogger(Links.class);

    /** Guarded by this, but for what it lets any thread ask. */
    private final ServerList servers;

    private final InstantSource clock;
    private final Patience patience;
    private final AtomicBoolean garbageReported = new AtomicBoolean();
    private volatile @Nullable ClientListener listener;

    /** The first one, or the one over which the last login succeeded. Null before the first. */
    private volatile @Nullable ServerLink inUse;

    /** Where the one in use leads. Guarded by this. */
    private @Nullable ServerAddress place;

    /** What is known of the server, over the link that was made last. */
    private volatile KnownServer known;

    /** Where that link leads. Guarded by this. */
    private @Nullable ServerAddress knownPlace;

    /** The last successful login; null before it. */
    private volatile @Nullable Credentials login;

    /** Brings back the session of that login after a loss, kept nowhere else; null if the server has given none. */
    private volatile @Nullable String token;

    private volatile @Nullable Long sessions;

    Links(ServerList servers, InstantSource clock, Patience patience) {
        this.servers = servers;
        this.clock = clock;
        this.patience = patience;
        known = new KnownServer(patience.pace());
    }

    /** Makes the first one, to the first server that answers. */
    synchronized void connect(ClientListener reportTo) throws IOException {
        listener = reportTo;
        ServerLink first = servers.tryEach(this::make, link -> true);
        use(first);
        first.start();
    }

    /** From now on that one is in use, which was made last. */
    private void use(ServerLink link) {
        inUse = link;
        place = knownPlace;
        link.loss().use();
    }

    private ServerLink make(ServerAddress server) throws IOException {
        Connection connection = servers.connect(server);
        known = server.equals(knownPlace) ? known.again() : new KnownServer(patience.pace());
        knownPlace = server;
        return new ServerLink(connection, known, Objects.requireNonNull(listener), garbageReported, patience, clock);
    }

    /** The one in use; null before the first. */
    @Nullable
    ServerLink inUse() {
        return inUse;
    }

    /** The server of the one in use, or the one that is tried. */
    ServerAddress server() {
        return servers.current();
    }

    /** Whether a third party could read what is sent over the one in use, or over the next one. */
    boolean areExposed() {
        return servers.mayBeExposed()
                || Objects.requireNonNull(inUse, "not connected").isExposed();
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
     * Logs in, at another server if the current one does not answer, or takes nobody at the moment.
     *
     * @throws IOException no server answers
     */
    synchronized Response comeOnline(Credentials asked, List<Supplier<Action>> ways, String status) throws IOException {
        return servers.tryEach(
                server -> comeOnlineAt(server, asked, ways, status),
                answer -> !answer.code().equals(Code.UNAVAILABLE));
    }

    /**
     * Logs in over the link in use if nobody is online over it, or else over a new one, which replaces it only if the login
     * succeeds. Servers do not wait long for a login: a connection may also end while a person chooses a name. And one that
     * hangs up on what it does not understand is asked in another form.
     */
    private Response comeOnlineAt(ServerAddress server, Credentials asked, List<Supplier<Action>> ways, String status)
            throws IOException {
        ServerLink before = Objects.requireNonNull(inUse, "not connected");
        if (login == null && server.equals(place) && !before.hasEnded()) {
            before.loss().tryOut(); // its end is no loss if another one takes its place
            try {
                Response answer = before.logIn(asked, ways, status);
                if (!answer.code().equals(Code.UNAVAILABLE)) {
                    before.loss().use();
                }
                return remember(asked, answer);
            } catch (EOFException e) {
                LOG.debug("Connecting again", e);
            }
        }
        try {
            return comeOnlineAnew(server, before, asked, ways, status);
        } catch (EOFException e) {
            if (!known.mayTryEvent(null) && !known.isTryingEvent()) {
                throw e;
            }
            return comeOnlineAnew(server, before, asked, ways, status);
        }
    }

    private Response comeOnlineAnew(
            ServerAddress server, ServerLink before, Credentials asked, List<Supplier<Action>> ways, String status)
            throws IOException {
        ServerLink next = make(server);
        next.start();
        boolean replaced = false;
        try {
            Response answer = next.logIn(asked, ways, status);
            replaced = !answer.code().isError();
            if (replaced) {
                before.loss().tryOut();
                use(next);
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
