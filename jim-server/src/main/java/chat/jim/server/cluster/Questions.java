package chat.jim.server.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.mailbox.Mailbox;
import chat.jim.server.peer.Holder;
import chat.jim.server.routing.Others;
import chat.jim.server.routing.Others.Here;
import chat.jim.server.store.AccountKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What servers ask each other about those who are online: who it is, and that they look into their mailbox. From any thread. */
final class Questions {
    private static final Logger LOG = LoggerFactory.getLogger(Questions.class);
    private static final Duration FOR_ONE = Duration.ofSeconds(1);
    private static final Duration FOR_ALL = Duration.ofSeconds(2);
    private static final String NAMES = "names";
    private static final String POKE = "poke";

    /** Somebody with more than that looks for a name, and does not read a list. It fits into one message. */
    private static final int MOST_NAMES = 10_000;

    private final Bus bus;

    Questions(Bus bus) {
        this.bus = bus;
    }

    /** Has the readers of an account's mailbox look into it, who are at that server. Waits until that is known, but not long. */
    void poke(String node, Address account) {
        try {
            Engine.await(bus.ask(node, POKE + " " + account.key(), FOR_ONE));
        } catch (EngineException e) {
            LOG.debug("Nobody is told of a letter: {}", e.getMessage());
        }
    }

    /** Asks all servers who is online there. */
    Others.Names names() {
        List<Address> names = new ArrayList<>();
        int silent = 0;
        for (CompletableFuture<String> answer : bus.askAll(NAMES, FOR_ALL)) {
            try {
                Engine.await(answer).lines().flatMap(Questions::name).forEach(names::add);
            } catch (EngineException e) {
                silent++;
            }
        }
        return new Others.Names(names, silent);
    }

    private static Stream<Address> name(String line) {
        try {
            return Stream.of(Address.account(line));
        } catch (ProtocolException e) {
            return Stream.empty(); // this Java does not know its letters, or it comes from no server
        }
    }

    /** Answers these questions of others from now on. */
    void answer(Here here) {
        bus.onQuestion(NAMES, (question, reply) -> {
            List<String> online = here.directory().names().names();
            reply.accept(String.join("\n", online.subList(0, Math.min(MOST_NAMES, online.size())))
                    .getBytes(UTF_8));
        });
        bus.onQuestion(POKE, (question, reply) -> {
            String key = new String(question, UTF_8).substring(POKE.length()).strip();
            poke(here, Address.stored(key, key));
            reply.accept(POKE.getBytes(UTF_8));
        });
    }

    private static void poke(Here here, Address name) {
        Holder holder = here.directory().find(name);
        AccountKey account = holder == null ? null : holder.account();
        Mailbox mailbox = account == null ? null : here.mailboxes().of(account);
        if (mailbox != null) {
            mailbox.poke();
        }
    }
}
