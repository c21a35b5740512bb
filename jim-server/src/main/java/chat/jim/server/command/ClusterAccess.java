package chat.jim.server.command;

import chat.jim.process.Failure;
import chat.jim.server.cluster.key.Credentials;
import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineConfig;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.jetstream.JetStreamStore;
import chat.jim.text.Texts;
import chat.jim.tls.TlsClient;
import chat.jim.tls.TlsException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The way to the engine of a cluster that the options say. */
public final class ClusterAccess {
    private static final Texts TEXTS = Texts.of(ClusterAccess.class);

    private ClusterAccess() {}

    /**
     * Where the engine is, and as whom one comes there.
     *
     * @throws Failure a file cannot be used
     */
    public static EngineConfig config(ClusterOptions options) {
        Credentials credentials = credentials(options);
        TlsClient trust = trust(options.authorities());
        try {
            return new EngineConfig(
                    options.engines(), options.name(), options.user(), options.password(), credentials, trust);
        } catch (IllegalArgumentException e) {
            throw options.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Credentials credentials(ClusterOptions options) {
        try {
            Path file = options.credentials();
            return file == null ? null : Credentials.read(file);
        } catch (IllegalArgumentException e) {
            throw new Failure(TEXTS.say("cluster.credentials", String.valueOf(e.getMessage())));
        } catch (IOException e) {
            throw new Failure(TEXTS.say("cluster.credentials", Failure.reason(e)));
        }
    }

    private static @Nullable TlsClient trust(@Nullable Path authorities) {
        try {
            return authorities == null ? null : TlsClient.trusting(authorities);
        } catch (TlsException e) {
            throw new Failure(TEXTS.say(
                    "cluster.ca",
                    authorities,
                    e.getCause() instanceof IOException cause ? Failure.reason(cause) : TEXTS.say("cluster.ca.none")));
        }
    }

    /**
     * Opens the store that the servers share. The connection ends with this process.
     *
     * @param isNew whether it may be made; otherwise a mistyped name would make one
     * @throws Failure it cannot be opened
     */
    static Store store(ClusterOptions options, boolean isNew) {
        Engine engine = open(options);
        try {
            if (!isNew && !Bucket.exists(engine, "ACCOUNTS")) {
                throw new Failure(TEXTS.say("cluster.nochat", options.name(), String.join(", ", options.engines())));
            }
            return JetStreamStore.open(engine, AccountKey.randomId());
        } catch (EngineException | StoreException e) {
            throw new Failure(TEXTS.say("cluster.unopened", String.valueOf(e.getMessage())));
        }
    }

    /**
     * Connects to it.
     *
     * @throws Failure there is none, or it cannot be used
     */
    public static Engine open(ClusterOptions options) {
        try {
            return Engine.open(config(options));
        } catch (EngineException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
    }
}
