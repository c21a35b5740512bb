package chat.jim.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.store.jetstream.JetStreamStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contracts of all stores, for that of a cluster in its engine. */
class JetStreamStoreTest {
    @RegisterExtension
    static final NatsCluster NATS = NatsCluster.shared();

    /** One chat for all, since it takes longer to make its streams than to empty them. */
    private static Engine engine;

    @BeforeAll
    static void connect() {
        engine = Engine.open(NATS.freshConfig());
    }

    @AfterAll
    static void disconnect() {
        engine.close();
    }

    @AfterEach
    void empty() {
        String streams = new String(Engine.await(ask("NAMES")), UTF_8);
        List<CompletableFuture<byte[]>> emptied = Pattern.compile("\\w*" + engine.cluster() + "_\\w+")
                .matcher(streams)
                .results()
                .map(stream -> ask("PURGE." + stream.group()))
                .toList();
        emptied.forEach(Engine::await);
    }

    private CompletableFuture<byte[]> ask(String what) {
        return engine.request("$JS.API.STREAM." + what, new byte[0], Engine.PATIENCE);
    }

    private Store openInEngine() {
        return JetStreamStore.open(engine, AccountKey.randomId());
    }

    @Nested
    class ItsAccounts extends AccountsContract {
        @Override
        Store openStore() {
            return openInEngine();
        }
    }

    @Nested
    class ItsContacts extends ContactsContract {
        @Override
        Store openStore() {
            return openInEngine();
        }
    }

    @Nested
    class ItsWishes extends WishesContract {
        @Override
        Store openStore() {
            return openInEngine();
        }
    }

    @Nested
    class ItsProfiles extends ProfilesContract {
        @Override
        Store openStore() {
            return openInEngine();
        }
    }

    @Nested
    class ItsMarks extends MarksContract {
        @Override
        Store openStore() {
            return openInEngine();
        }
    }

    @Nested
    class ItsRooms extends RoomsContract {
        @Override
        Store openStore() {
            return openInEngine();
        }
    }

    @Nested
    class ItsAddressBans extends AddressBansContract {
        @Override
        Store openStore() {
            return openInEngine();
        }
    }

    @Nested
    class ItsSessions extends SessionsContract {
        @Override
        Store openStore() {
            return openInEngine();
        }
    }

    @Nested
    class ItsMail extends MailContract {
        @Override
        Store openStore() {
            return openInEngine();
        }
    }
}
