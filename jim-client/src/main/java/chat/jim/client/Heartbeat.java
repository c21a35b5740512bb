package chat.jim.client;

import chat.jim.client.link.LinkWatch;
import chat.jim.process.Timer;
import chat.jim.protocol.action.Action;
import chat.jim.text.Texts;
import java.io.Closeable;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/** Looks regularly at a link by its {@link LinkWatch}: asks the server if its life is in doubt, and gives up a dead link. */
final class Heartbeat implements Closeable {
    private static final Texts TEXTS = Texts.of(Heartbeat.class);

    private final RequestPipeline requests;
    private final LinkWatch watch;
    private final BooleanSupplier busy;
    private final InstantSource clock;
    private final Timer timer = new Timer("heartbeat");

    /**
     * Does nothing before it is begun.
     *
     * @param busy whether the client still handles what it has received, and reads no more, or the server must not be asked
     */
    Heartbeat(RequestPipeline requests, LinkWatch watch, BooleanSupplier busy, InstantSource clock) {
        this.requests = requests;
        this.watch = watch;
        this.busy = busy;
        this.clock = clock;
    }

    /** Begins, once that user is online over the link. */
    void begin(Credentials online) {
        watch.begin();
        timer.every(watch.period().toNanos(), () -> look(online));
    }

    private void look(Credentials online) {
        switch (watch.look(requests.hasUnanswered(), busy.getAsBoolean())) {
            case ASK -> requests.askUnwatched(question(online));
            case LOST -> requests.abandon(TEXTS.say("dead"));
            case FINE -> {}
        }
    }

    /** A request with no effect. The presence of an account would confirm messages that were sent into the dead link. */
    private Action question(Credentials online) {
        long now = clock.instant().getEpochSecond();
        return online.password() == null
                ? new Action.Presence(now, null, online.account(), null)
                : new Action.GetContacts(now, null);
    }

    @Override
    public void close() {
        timer.close();
    }
}
