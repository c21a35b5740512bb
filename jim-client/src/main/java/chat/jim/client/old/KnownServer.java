package chat.jim.client.old;

import chat.jim.codec.Codec;
import chat.jim.dialect.Form;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.action.Action;
import chat.jim.wire.Frame;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a server over one link: whether it is an old one, which does not keep to PROTOCOL.md, and in which form it
 * takes requests. May be used from any thread.
 */
public final class KnownServer {
    /** What a server says that has not understood what was asked for; others say why they refuse. */
    private static final Pattern NOT_UNDERSTOOD = Pattern.compile(
            "(?!.*(name|user|taken|busy|имя|имен|пользоват|занят)).*(request|json|action|command|protocol|запрос|команд|действи|протокол).*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);

    private static final Pattern ACTION = Pattern.compile("\"action\"\\s*:");
    private static final Pattern EVENT = Pattern.compile("\"event\"\\s*:");

    private static final String BEGIN = "{\"action\":";
    private static final String BEGIN_EVENT = "{\"event\":";

    /** The server's words are replaced by these once they would mean nothing to people. */
    private static final String MUTE = "This server speaks another kind of JIM: you can read here, not write.";

    private static final String CLOSED =
            "This server speaks another kind of JIM: it lets in nobody who speaks this one.";

    private final Duration pace;

    /** Whether it has {@code event} in place of {@code action}. */
    private volatile boolean event;

    private volatile boolean old;

    /** Whether it takes the object that all can read, and not the specification's. */
    private volatile boolean forAll;

    /** Whether it is of our kind, without a doubt. */
    private boolean ours;

    /** Whether its last response was none of the protocol. Guarded by this, as all below. */
    private boolean foreignResponse;

    /** Whether it is known in which form it takes messages: it has taken one, or there is no other to try. */
    private boolean formKnown;

    private boolean saidOne;

    /** Whether something else was asked, and nothing was answered since. */
    private boolean asked;

    /** Whether a message was said again in the other form. */
    private boolean saidAgain;

    /** Whether it is known if it has {@code event}, or there is nothing left to try. */
    private boolean verbKnown;

    private boolean loggedIn;

    /** Whether somebody is online over this link. */
    private boolean online;

    private boolean letsNobodyIn;

    /**
     * One of which nothing is known.
     *
     * @param pace the time between two requests, if it turns out to be an old one
     */
    public KnownServer(Duration pace) {
        this.pace = pace;
    }

    /** The time between two requests to an old one, and how long a message waits for its answer. */
    public Duration pace() {
        return pace;
    }

    /** The same server over another link: how it lets somebody in is known, the rest is found out anew. */
    public synchronized KnownServer again() {
        KnownServer next = new KnownServer(pace);
        next.event = event;
        next.verbKnown = verbKnown;
        next.loggedIn = loggedIn;
        return next;
    }

    /** Whether it is asked for nothing but what the user wants, and may answer or not. */
    public boolean isOld() {
        return old;
    }

    /** Whether it has refused whoever speaks as this client does, whatever the name. */
    public synchronized boolean letsNobodyIn() {
        return letsNobodyIn;
    }

    /** It has sent an object with a verb that is not the protocol's. */
    synchronized void onVerb(Frame frame) {
        String text = frame.text();
        event |= old && EVENT.matcher(text).find() && !ACTION.matcher(text).find();
    }

    /** It has sent a response that is not the protocol's. */
    synchronized void onForeignResponse() {
        foreignResponse = true;
    }

    /**
     * Whether to ask once more to come online, with {@code event} in place of {@code action}; that counts then.
     *
     * @param refusal null if it has hung up without a word
     */
    public synchronized boolean mayTryEvent(@Nullable Response refusal) {
        boolean unclear = refusal == null || (isNotUnderstood(refusal) && refusal.time() == 0);
        if (verbKnown || !unclear) {
            return false;
        }
        verbKnown = true;
        event = true;
        return true;
    }

    /** Whether it is being asked to let somebody in with {@code event}. */
    public synchronized boolean isTryingEvent() {
        return event && !loggedIn;
    }

    /** It has answered a login; returns what to tell of that. */
    public synchronized Response onLogin(Response answer) {
        verbKnown = true;
        if (answer.code().isError()) {
            return ofLogins(answer);
        }
        loggedIn = true;
        online = true;
        ours = answer.text(Detail.RESUME) != null;
        boolean bare = event || foreignResponse || (answer.time() == 0 && answer.text() == null);
        old = !ours && (bare || answer.time() == 0);
        forAll = old && bare;
        return answer;
    }

    /** With {@code action} it was not understood. If not with {@code event} either, no other name would help. */
    private Response ofLogins(Response refusal) {
        if (!event || !isNotUnderstood(refusal)) {
            return refusal;
        }
        event = false;
        letsNobodyIn = true;
        return new Response(refusal.code(), refusal.time(), CLOSED);
    }

    private static boolean isNotUnderstood(Response refusal) {
        String text = refusal.text();
        return refusal.code().equals(Code.BAD_REQUEST)
                && (text == null
                        || text.isBlank()
                        || NOT_UNDERSTOOD.matcher(text).matches());
    }

    /** It has answered a request that is no message. One that has not understood it is asked for nothing more by itself. */
    public synchronized void onAnswer(Response answer) {
        asked = false;
        notifyAll();
        old |= online && !ours && answer.time() == 0 && isNotUnderstood(answer);
    }

    /**
     * Before a request, if it is a message: waits until what was asked before is answered, and an earlier one has shown how
     * the server takes them, but not for long. Several at once may be too much for a server of which nobody knows yet that it
     * is an old one.
     */
    public synchronized void awaitFormFor(Action action) {
        if (ours || old || formKnown) {
            return;
        }
        if (!(action instanceof Action.Msg)) {
            asked = true;
            return;
        }
        if (asked) {
            awaitAnswer(() -> !asked);
            asked = false; // it is waited for once
        }
        if (saidOne) {
            awaitAnswer(() -> false);
            formKnown |= !old; // so is this
        }
        saidOne = true;
    }

    private void awaitAnswer(BooleanSupplier known) {
        long end = System.nanoTime() + pace.toNanos();
        long left = pace.toMillis();
        try {
            while (!old && !formKnown && !known.getAsBoolean() && left > 0) {
                wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether to say a message again that was refused so: in the other form, which counts then. */
    public synchronized boolean maySayAgain(Response refusal) {
        if (ours || formKnown || saidAgain || !refusal.code().equals(Code.BAD_REQUEST)) {
            return false;
        }
        if (forAll && !isNotUnderstood(refusal)) {
            return false;
        }
        saidAgain = true;
        notifyAll();
        old = true;
        forAll = !forAll;
        return true;
    }

    /** It has answered a message, or taken it without a word; returns what to tell of that. */
    public synchronized Response onMessageAnswer(Response answer) {
        boolean refusedBoth = !formKnown && saidAgain && isNotUnderstood(answer);
        formKnown = true;
        notifyAll();
        if (refusedBoth) {
            forAll = !forAll;
            return new Response(answer.code(), answer.time(), MUTE);
        }
        return answer;
    }

    /** A request as it takes it. */
    public Frame frame(Action action) {
        Frame frame = Codec.encode(action);
        return event ? Frame.ofText(BEGIN_EVENT + frame.text().substring(BEGIN.length())) : frame;
    }

    /** A message in as many objects as it needs. */
    List<Frame> frames(Action.Msg msg) {
        return forAll
                ? Form.forAll(event ? "event" : "action").write(msg, msg.to().toString())
                : List.of(frame(msg));
    }

    /** The last request. */
    public Frame goodbye(@Nullable Address user, long time) {
        Action quit = new Action.Quit(time);
        return forAll && user != null
                ? Frame.ofText((event ? BEGIN_EVENT : BEGIN) + "\"exit\",\"time\":" + time + ",\"account_name\":\""
                        + user + "\"}")
                : frame(quit);
    }
}
