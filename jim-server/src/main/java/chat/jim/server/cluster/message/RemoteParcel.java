package chat.jim.server.cluster.message;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.bus.Pipe;
import chat.jim.server.cluster.message.BatchAnswer.Entry;
import chat.jim.server.cluster.message.BatchAnswer.Result;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.cluster.nats.EngineException.Reason;
import chat.jim.server.measure.Traffic.Kind;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.routing.Others.Fallback;
import chat.jim.server.routing.Others.Parcel;
import chat.jim.server.routing.Routed;
import chat.jim.server.store.AccountKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to another server. Whoever waits for it sends it again if its addressee is not where it was, or if a
 * server that was silent answers by now. Only for the thread of the sender's session, but for what ends an attempt.
 */
public final class RemoteParcel implements Parcel, Pipe.Item {
    /** How long, and how often, a message is sent again to somebody who moves about, or makes room in a full mailbox. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private final Peer sender;
    private final Address to;
    private final OutgoingMsg.Copy message;
    private final Routes routes;
    private final Fallback fallback;
    private final InstantSource clock;
    private final long number;
    private Route route;
    private long group;

    /** By which id this server has sent it: after a cut-off it has another one. Written before the attempt ends. */
    private volatile @Nullable String from;

    /** Whether the addressee may have got it though nobody has said so. */
    private boolean mayHaveCome;

    /** When it is not tried any more. */
    private long deadline;

    /** Whether a silent server was asked what has become of it: that is done once. */
    private boolean isAskedAgain;

    /** How this attempt ends. */
    private volatile CompletableFuture<Result> result = new CompletableFuture<>();

    /** @param fallback what becomes of the message if it cannot be handed over there */
    public RemoteParcel(
            OutgoingMsg.Copy message,
            Peer sender,
            Address to,
            Route route,
            Routes routes,
            Fallback fallback,
            InstantSource clock) {
        this.message = message;
        this.sender = sender;
        this.to = to;
        this.route = route;
        this.routes = routes;
        this.fallback = fallback;
        this.clock = clock;
        number = routes.nextNumber();
    }

    /** Another message to the same addressee, which takes the same way. */
    public RemoteParcel behind(OutgoingMsg.Copy next) {
        return new RemoteParcel(next, sender, to, route, routes, fallback, clock);
    }

    Route route() {
        return route;
    }

    void setGroup(long number) {
        group = number;
    }

    /** What is sent of it by the server with that id. */
    Batch.Item itemFrom(String node) {
        from = node;
        return item();
    }

    private Batch.Item item() {
        AccountKey account = sender.account();
        return new Batch.Item(
                sender.number(),
                group,
                number,
                account == null ? null : account.id(),
                to.isRoom()
                        ? message
                        : message.keptIf(account != null && sender.holder().keepsTalks()));
    }

    /** This attempt has reached the other server. From any thread. */
    void answered(Result answer) {
        result.complete(answer);
    }

    @Override
    public int length() {
        return item().length();
    }

    @Override
    public void failed(EngineException failure) {
        result.completeExceptionally(failure);
    }

    @Override
    public Routed get() {
        deadline = System.nanoTime() + PATIENCE;
        while (true) {
            Result answer = await();
            mayHaveCome &= answer == null || !answer.isSure();
            if (answer == null) {
                Routed kept = afterSilence();
                if (kept != null) {
                    return kept;
                }
            } else if (answer.isAccepted() && to.isRoom()) {
                return counted(answer.said());
            } else if (answer.isAccepted()) {
                sender.traffic().count(Kind.TO_USER);
                sender.traffic().count(answer.isKept() ? Kind.KEPT : Kind.DELIVERY);
                Entry entry = answer.entry();
                if (entry != null) {
                    routes.keepCopy(message, sender, to, entry);
                }
                long id = entry == null ? 0 : entry.id();
                return answer.isKept() ? Routed.kept(id) : Routed.toUser(id);
            } else if (answer.isElsewhere()) {
                Route next = routes.findAnew(to, route);
                if (next == null) {
                    return fallback.ifNobody(message.message(clock));
                }
                route = next;
                checkTime();
            } else if (!answer.isWorthAnotherTry() || System.nanoTime() - deadline > 0 || !sender.isThere()) {
                if (!mayHaveCome) {
                    throw answer.refusal();
                }
                return kept();
            } else if (answer.needsTime()) {
                LockSupport.parkNanos(PAUSE);
            }
            while (routes.isTooEarly(sender, to, route)) {
                checkTime();
            }
            if (routes.wouldOvertake(to)) {
                return kept(); // the one before it was kept meanwhile
            }
            result = new CompletableFuture<>();
            routes.send(List.of(this));
        }
    }

    private Routed counted(Routed said) {
        sender.traffic().count(Kind.TO_ROOM);
        sender.traffic().add(Kind.DELIVERY, Objects.requireNonNull(said.reached()));
        return said;
    }

    /** @throws ProtocolException 503 if the addressee was not found in time */
    private void checkTime() {
        if (System.nanoTime() - deadline > 0) {
            throw Routed.isMoving(to);
        }
        LockSupport.parkNanos(PAUSE);
    }

    /** Null if this attempt has failed. */
    private @Nullable Result await() {
        return result.exceptionally(failure -> null).join();
    }

    /**
     * The other server did not answer. Null if the message is to be sent again: it was not sent, and the addressee has moved; or
     * it answers by now, and says what has become of it.
     */
    private @Nullable Routed afterSilence() {
        EngineException failure = failure();
        mayHaveCome |= failure.reason() != Reason.NOT_SENT;
        Route next = mayHaveCome ? route : routes.look(to);
        if (next == null) {
            return fallback.ifNobody(message.message(clock));
        } else if (next != route) {
            route = next;
            checkTime();
            return null;
        }
        boolean wasAsked = isAskedAgain;
        Routed kept = fallback.ifSilent(message.message(clock), ticket(), this::asksAgain);
        if (kept == null && isAskedAgain == wasAsked) {
            throw refusal();
        }
        return kept;
    }

    /** That it waits for its addressee: as one who is nowhere, or under its ticket if it may have come. */
    private Routed kept() {
        if (!mayHaveCome) {
            return fallback.ifNobody(message.message(clock));
        }
        Routed kept = fallback.ifSilent(message.message(clock), ticket(), () -> false);
        if (kept == null) {
            throw refusal();
        }
        return kept;
    }

    /** Null if it surely has not come, and does not come later. */
    private @Nullable String ticket() {
        return mayHaveCome ? item().ticket(String.valueOf(from)) : null;
    }

    /** Whether the message is sent once more: who has got it knows its ticket, and does not take it twice. */
    private boolean asksAgain() {
        boolean asksNow = mayHaveCome
                && !isAskedAgain
                && !routes.wouldOvertake(to)
                && route.hears()
                && routes.isFromHere(String.valueOf(from));
        if (asksNow) {
            isAskedAgain = true;
            deadline = System.nanoTime() + PATIENCE;
        }
        return asksNow;
    }

    private EngineException failure() {
        try {
            throw new IllegalStateException("not failed: " + result.join());
        } catch (CompletionException e) {
            return EngineException.of(e);
        }
    }

    private ProtocolException refusal() {
        if (!mayHaveCome) {
            return new ProtocolException(
                    Code.UNAVAILABLE,
                    "The server that has " + to + " cannot be reached: nothing was sent, try again later.");
        }
        return new ProtocolException(
                Code.NO_ANSWER, "The server that has " + to + " does not answer: nobody knows whether it arrived.");
    }
}
