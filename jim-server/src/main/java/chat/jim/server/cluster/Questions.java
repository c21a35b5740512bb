package chat.jim.server.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.ClusterNames.Standing;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.cluster.node.Node;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.mailbox.Mailbox;
import chat.jim.server.peer.Holder;
import chat.jim.server.routing.Directory.Outcome;
import chat.jim.server.routing.Others;
import chat.jim.server.routing.Others.Here;
import chat.jim.server.store.AccountKey;
import chat.jim.thread.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What servers ask each other, and what they answer. All methods may be called from any thread. */
final class Questions {
    private static final Duration FOR_ONE = Duration.ofSeconds(1);
    private static final Duration TO_VACATE = Duration.ofSeconds(7);
    private static final Duration FOR_ALL = Duration.ofSeconds(2);
    private static final String HOLDS = "holds ";
    private static final String NAMES = "names";
    private static final String POKE = "poke ";
    private static final String VACATE = "vacate ";
    private static final String NO = "no";
    private static final String YES = "yes";

    /** Somebody with more than that looks for a name, and does not read a list. It fits into one message. */
    private static final int MOST_NAMES = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Questions.class);

    private final Engine engine;
    private final ThisNode self;

    Questions(Engine engine, ThisNode self) {
        this.engine = engine;
        this.self = self;
    }

    /**
     * Asks a server whether it has a name that is claimed for it.
     *
     * @throws ProtocolException 503 if it does not answer
     */
    boolean isHeldAt(String node, Address name) {
        try {
            return !Engine.await(ask(node, HOLDS + name.key(), FOR_ONE)).equals(NO);
        } catch (EngineException e) {
            throw new ProtocolException(
                    Code.UNAVAILABLE,
                    "The server that has the name " + name + " does not answer: try again in a moment.");
        }
    }

    /**
     * Has those go whom somebody replaces who has come here.
     *
     * @throws ProtocolException 503 if they do not go, or the server does not answer
     */
    Standing vacate(String node, Address name, Others.Right right) {
        AccountKey account = right.account();
        String whose = account == null ? "- -" : account.id() + " " + account.name();
        String question = VACATE + name.key() + " " + whose + " " + right.token() + " "
                + self.lease().id();
        try {
            return Standing.valueOf(Engine.await(ask(node, question, TO_VACATE)));
        } catch (EngineException | IllegalArgumentException e) {
            LOG.debug("A name was not given up: {}", e.getMessage());
            throw new ProtocolException(
                    Code.UNAVAILABLE, "Your former session has not ended yet: try again in a moment.");
        }
    }

    /** Has the readers of an account's mailbox look into it, who are at that server. Waits until that is known, but not long. */
    void poke(String node, Address account) {
        try {
            Engine.await(ask(node, POKE + account.key(), FOR_ONE));
        } catch (EngineException e) {
            LOG.debug("Nobody is told of a letter: {}", e.getMessage());
        }
    }

    /** Asks all servers who is online there. */
    Others.Names names() {
        List<CompletableFuture<String>> asked = self.nodes().others().values().stream()
                .filter(Node::isUp)
                .map(node -> ask(node.id(), NAMES, FOR_ALL))
                .toList();
        List<Address> names = new ArrayList<>();
        int silent = 0;
        for (CompletableFuture<String> answer : asked) {
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

    private CompletableFuture<String> ask(String node, String question, Duration patience) {
        return engine.request(Cluster.subject(engine, node), question.getBytes(UTF_8), patience)
                .thenApply(answer -> new String(answer, UTF_8));
    }

    /** Answers a question of another server; what is none gets no answer. For the thread that listens, which waits for nobody. */
    void answer(byte[] question, Here here, ClusterNames names, Consumer<byte[]> reply) {
        String asked = new String(question, UTF_8);
        if (asked.startsWith(HOLDS)) {
            boolean isHeld = self.lease().valid() && here.directory().isClaimed(name(asked, HOLDS));
            reply.accept(bytes(isHeld ? YES : NO));
        } else if (asked.startsWith(POKE)) {
            poke(here, name(asked, POKE));
            reply.accept(bytes(YES));
        } else if (asked.equals(NAMES)) {
            List<String> online = here.directory().names().names();
            reply.accept(bytes(String.join("\n", online.subList(0, Math.min(MOST_NAMES, online.size())))));
        } else if (asked.startsWith(VACATE)) {
            String[] words = asked.substring(VACATE.length()).split(" ", -1);
            if (words.length == 5) {
                Threads.startShort(() -> reply.accept(bytes(vacate(words, here, names))));
            }
        }
    }

    private static Address name(String asked, String question) {
        return Address.stored("", asked.substring(question.length()));
    }

    private static void poke(Here here, Address name) {
        Holder holder = here.directory().find(name);
        AccountKey account = holder == null ? null : holder.account();
        Mailbox mailbox = account == null ? null : here.mailboxes().of(account);
        if (mailbox != null) {
            mailbox.poke();
        }
    }

    /** Somebody who is just coming does not have the name yet: two who are coming must not send each other away. */
    private static String vacate(String[] words, Here here, ClusterNames names) {
        Address name = Address.stored(words[0], words[0]);
        AccountKey account = words[1].equals("-") ? null : new AccountKey(Address.stored(words[2], words[0]), words[1]);
        names.setHeir(name, words[4]);
        try {
            if (!names.isHeld(name)) {
                names.awaitRelease(name);
                return (here.directory().isClaimed(name) ? Standing.CHANGING : Standing.FREE).name();
            }
            Outcome outcome = here.vacating().apply(name, new Others.Right(account, words[3]));
            names.awaitRelease(name);
            return switch (outcome) {
                case GIVEN -> Standing.FREE.name();
                case REFUSED -> Standing.TAKEN.name();
                case FULL, LATE -> outcome.name();
            };
        } finally {
            names.removeHeir(name, words[4]);
        }
    }

    private static byte[] bytes(String answer) {
        return answer.getBytes(UTF_8);
    }
}
