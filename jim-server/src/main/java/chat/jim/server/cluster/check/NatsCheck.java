package chat.jim.server.cluster.check;

import chat.jim.process.Failure;
import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineConfig;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.command.ClusterAccess;
import chat.jim.server.command.ClusterOptions;
import chat.jim.text.Texts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a server could use NATS as its options say: connects like one, and changes nothing. */
public final class NatsCheck {
    private static final Texts TEXTS = Texts.of(NatsCheck.class);

    private NatsCheck() {}

    /**
     * What is wrong at some of several addresses.
     *
     * @param silent what is found where NATS does not answer; empty if it does everywhere
     * @param refusals why NATS cannot be used where it answers, as sentences
     */
    record Faults(String silent, List<String> refusals) {}

    /**
     * Tries it at each address, and says in a sentence what was found.
     *
     * @throws Failure it could not, or not at an address where NATS answers, with the sentence that says why
     */
    public static String run(ClusterOptions options) {
        EngineConfig config = ClusterAccess.config(options);
        try (Engine engine = Engine.open(config)) {
            boolean unused = Bucket.exists(engine, "NODES");
            Engine.Place place = engine.place();
            Faults faults = faults(config);
            if (!faults.refusals().isEmpty()) {
                throw new Failure(String.join(System.lineSeparator(), faults.refusals()));
            }
            return faults.silent().isEmpty()
                    ? TEXTS.say("check.nats", place.url(), place.version())
                    : TEXTS.say("check.nats.some", place.url(), place.version(), faults.silent());
        } catch (EngineException e) {
            throw new Failure(why(e, config));
        }
    }

    /** Tries each of several addresses, of which one is of use: a server takes that, so that nobody notices until it is lost. */
    static Faults faults(EngineConfig config) {
        if (config.servers().size() == 1) {
            return new Faults("", List.of());
        }
        Map<String, String> silent = Reach.ofSilent(config.servers());
        List<String> refusals = config.servers().stream()
                .filter(server -> !silent.containsKey(server))
                .flatMap(server -> refusal(config.at(server)).stream())
                .distinct()
                .toList();
        return new Faults(String.join(Reach.SEPARATOR, silent.values()), refusals);
    }

    private static Optional<String> refusal(EngineConfig config) {
        try {
            Engine.open(config).close();
            return Optional.empty();
        } catch (EngineException e) {
            return e.reason() == EngineException.Reason.REFUSED
                    ? Optional.ofNullable(e.getMessage())
                    : Optional.empty();
        }
    }

    /** Why NATS cannot be used, as a sentence. */
    static String why(EngineException e, EngineConfig config) {
        return e.reason() == EngineException.Reason.REFUSED
                ? String.valueOf(e.getMessage())
                : TEXTS.say("nats.away", Reach.of(config.servers()));
    }
}
