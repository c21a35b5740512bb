package chat.jim.server.cluster.check;

import chat.jim.process.Failure;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineConfig;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.cluster.nats.EngineStream;
import chat.jim.server.command.ClusterAccess;
import chat.jim.server.command.ClusterOptions;
import chat.jim.text.Texts;

/** Whether a server could use NATS as its options say: connects like one, and changes nothing. */
public final class NatsCheck {
    private static final Texts TEXTS = Texts.of(NatsCheck.class);

    private NatsCheck() {}

    /**
     * Tries it, and says in a sentence what was found.
     *
     * @throws Failure it could not, with the sentence that says why
     */
    public static String run(ClusterOptions options) {
        EngineConfig config = ClusterAccess.config(options);
        try (Engine engine = Engine.open(config)) {
            boolean unused = EngineStream.exists(engine, nodes(engine));
            Engine.Place place = engine.place();
            String silent = config.servers().size() == 1 ? "" : Reach.ofSilent(config.servers());
            return silent.isEmpty()
                    ? TEXTS.say("check.nats", place.url(), place.version())
                    : TEXTS.say("check.nats.some", place.url(), place.version(), silent);
        } catch (EngineException e) {
            throw new Failure(why(e, config));
        }
    }

    /** The stream that there is as soon as a server of the chat has been started. */
    static String nodes(Engine engine) {
        return "KV_" + engine.cluster() + "_NODES";
    }

    /** Why NATS cannot be used, as a sentence. */
    static String why(EngineException e, EngineConfig config) {
        return e.reason() == EngineException.Reason.REFUSED
                ? String.valueOf(e.getMessage())
                : TEXTS.say("nats.away", Reach.of(config.servers()));
    }
}
