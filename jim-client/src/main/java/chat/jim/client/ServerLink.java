package chat.jim.client;

import chat.jim.client.link.LinkWatch;
import chat.jim.client.link.Patience;
import chat.jim.client.old.ForeignObject;
import chat.jim.client.old.KnownServer;
import chat.jim.net.Connection;
import chat.jim.process.DaemonThreads;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.text.Texts;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a server, and who is online over it. Its receiving thread passes answers to the {@link RequestPipeline}
 * and everything else to the listener, answers probes, and notices when the server is lost: {@link #receiveAll}, or when the
 * link is dead: {@link Heartbeat}.
 */
final class ServerLink {
    private static final Texts TEXTS = Texts.of(ServerLink.class);
    private static final Logger LOG = LoggerFactory.getLogger(ServerLink.class);

    /** After that, TCP finds out whether an old server is there. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    /** The last words to a session whose user came online elsewhere (PROTOCOL.md, section 5). */
    private static final String REPLACED = "You came online elsewhere.";

    private final Connection connection;
    private final RequestPipeline requests;
    private final LinkWatch watch;
    private final Heartbeat heartbeat;
    private final KnownServer known;
    private final ClientListener listener;
    private final ShownMessages shown;
    private final InstantSource clock;

    /** Whether the server was told that the client goes, and takes an end in good order for a confirmation. */
    private volatile boolean saidGoodbye;

    private final LossReport loss;

    /** Whether the receiving thread waits for more, and all that has come is handled. */
    private volatile boolean receiving;

    /** Who is online over it, or was asked to come online: a probe may be received before the answer. */
    private volatile @Nullable Credentials login;

    /** Whether garbage was reported, over this link or another one of the client. */
    private final AtomicBoolean garbageReported;

    /** Whether the last object said that another session of the user has taken its place. */
    private volatile boolean replaced;

    /** Why it ends, as a sentence. Only for the receiving thread. */
    private String reason = TEXTS.say("hung-up");

    /** Over that connection; nothing is received before {@link #start}. */
    ServerLink(
            Connection connection,
            KnownServer known,
            ClientListener listener,
            AtomicBoolean garbageReported,
            Patience patience,
            InstantSource clock) {
        this.connection = connection;
        this.known = known;
        this.listener = listener;
        loss = new LossReport(listener::onLost);
        shown = new ShownMessages(listener);
        this.garbageReported = garbageReported;
        this.clock = clock;
        watch = new LinkWatch(patience, clock);
        requests = new RequestPipeline(connection, watch, known, listener::onPause, clock);
        heartbeat = new Heartbeat(requests, watch, () -> !receiving || known.isOld(), clock);
    }

    /** Starts the receiving thread. */
    void start() {
        DaemonThreads.start("receiver", this::receiveAll);
    }

    /** Tells the listener when the server is lost. */
    LossReport loss() {
        return loss;
    }

    RequestPipeline requests() {
        return requests;
    }

    KnownServer known() {
        return known;
    }

    /** Whether a third party could read what is sent: it is neither encrypted nor stays on this machine. */
    boolean isExposed() {
        return !connection.isEncrypted() && !connection.address().isLoopbackAddress();
    }

    boolean hasEnded() {
        return requests.hasEnded();
    }

    /** Whether it has ended because another session of the user has taken its place. */
    boolean wasReplaced() {
        return replaced && hasEnded();
    }

    /** Makes these requests until the server answers one for good; returns that answer, or the last one. */
    Response logIn(Credentials asked, List<Supplier<Action>> ways, String status) throws IOException {
        login = asked;
        Response answer = Credentials.logIn(requests, ways, status, known);
        if (!answer.code().isError() && known.isOld()) {
            connection.keepAlive(SILENCE); // it would take a question for a second login
        } else if (!answer.code().isError()) {
            heartbeat.begin(asked);
        }
        return answer;
    }

    /** The guest that is online over it has become this account. */
    void setLogin(Credentials registered) {
        login = registered;
    }

    /**
     * Quits, waits a moment for the answers, and closes. False if a request was not answered. A quit confirms that all
     * messages to the account were read: without that, it hangs up.
     */
    boolean quit() {
        loss.leave();
        saidGoodbye = !mayHaveMail() || shown.areAll();
        return finish(saidGoodbye ? new Action.Quit(now()) : null);
    }

    /** Hangs up without a word, which confirms nothing that was not confirmed before. */
    void hangUp() {
        loss.leave();
        finish(null);
    }

    private boolean finish(Action.@Nullable Quit quit) {
        boolean answered = requests.finish(quit, user());
        close();
        return answered;
    }

    /** Messages may come behind the quit. If they cannot be shown, the server must not take them for read. */
    private void close() {
        if (saidGoodbye && mayHaveMail() && !shown.areAll()) {
            connection.breakAtClose();
        }
        connection.close();
    }

    private void receiveAll() {
        try {
            for (boolean more = true; more; ) {
                more = receive();
            }
        } catch (IOException e) {
            LOG.debug("The connection broke", e);
        } finally {
            shown.pause();
            close();
            heartbeat.close();
            loss.end(() -> {
                reason = requests.end(replaced ? TEXTS.say("elsewhere") : reason);
                LOG.info("The link has ended: {}", reason);
                return reason;
            });
            listener.onPause();
        }
    }

    /** Receives one object, or waits for more; false at the end. A broken object is skipped, if the next can be read. */
    private boolean receive() throws IOException {
        try {
            Frame frame = connection.next();
            if (frame == null) {
                shown.pause();
                return await();
            }
            ForeignObject.read(frame, known).forEach(this::handle);
        } catch (FrameException e) {
            if (e.isTls()) {
                reason = TEXTS.say("tls.wanted");
                return false;
            }
            reportGarbage(String.valueOf(e.getMessage()));
            return !e.fatal();
        } catch (ProtocolException e) {
            reportGarbage(e.sentence());
        } catch (RuntimeException e) {
            LOG.error("Cannot handle a received object", e);
        }
        return true;
    }

    private boolean await() throws IOException {
        receiving = true;
        try {
            return connection.await();
        } finally {
            receiving = false;
            watch.heard();
        }
    }

    private void reportGarbage(String problem) {
        LOG.warn("Received something that is no JIM message: {}", problem);
        if (garbageReported.compareAndSet(false, true)) {
            listener.onGarbage(problem);
        }
    }

    private void handle(Message message) {
        replaced = message instanceof Response notice
                && notice.code().equals(Code.IMPORTANT)
                && REPLACED.equals(notice.text());
        if (message instanceof Response response) {
            boolean answer = !response.code().isNotice() && requests.receive(response);
            // Over a link that is only tried, an error is what the login is answered, even if that was not sent yet.
            if (!answer && (response.code().isNotice() || (response.code().isError() && !loss.isTried()))) {
                listener.onNotice(response);
            }
        } else if (message instanceof Action.Msg msg && !requests.isEcho(msg, user())) {
            shown.add();
            watch.heardMessage();
            listener.onMessage(msg);
        } else if (message instanceof Action.Probe) {
            watch.heardProbe();
            answerProbe();
        }
    }

    /** The answer confirms the messages before it, so those are shown first. */
    private void answerProbe() {
        Credentials online = login;
        if (online != null) {
            shown.pause();
            boolean whole = known.isOld(); // it may want all that the specification's example has
            String type = mayHaveMail() && !listener.showsAll()
                    ? Action.Presence.UNREAD
                    : whole ? Credentials.WITH_STATUS : null;
            requests.sendUnwatched(new Action.Presence(now(), type, online.account(), whole ? "" : null));
        }
    }

    private @Nullable Address user() {
        Credentials online = login;
        return online == null ? null : online.account();
    }

    private boolean mayHaveMail() {
        Credentials online = login;
        return online != null && online.password() != null;
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
