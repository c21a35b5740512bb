package chat.jim.server.cluster.name;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.name.ClusterNames.Standing;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.cluster.node.Node;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.routing.Directory.Outcome;
import chat.jim.server.routing.Others;
import chat.jim.server.routing.Others.Here;
import chat.jim.server.store.AccountKey;
import chat.jim.thread.Threads;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What servers ask each other about names that are claimed: who has them, and whether they give them up. From any thread. */
final class NameQuestions {
    private static final Logger LOG = LoggerFactory.getLogger(NameQuestions.class);
    private static final Duration FOR_ONE = Duration.ofSeconds(1);
    private static final Duration TO_VACATE = Duration.ofSeconds(7);
    private static final String HOLDS = "holds";
    private static final String VACATE = "vacate";
    private static final String NO = "no";
    private static final String YES = "yes";

    /** Stands for the password in place of a token, for one more session. */
    private static final String ALSO = "also";

    /** It does, but all who are there have to go. */
    private static final String GOING = "going";

    private final Bus bus;
    private final ThisNode self;

    NameQuestions(Bus bus, ThisNode self) {
        this.bus = bus;
        this.self = self;
    }

    /**
     * Asks a server how it stands with a name that is claimed for it.
     *
     * @throws ProtocolException 503 if it does not answer
     */
    Standing standingAt(String node, Address name) {
        try {
            return switch (Engine.await(bus.ask(node, HOLDS + " " + name.key(), FOR_ONE))) {
                case NO -> Standing.FREE;
                case GOING -> Standing.CHANGING;
                default -> Standing.TAKEN;
            };
        } catch (EngineException e) {
            if (isGone(node)) {
                return Standing.FREE;
            }
            throw new ProtocolException(
                    Code.UNAVAILABLE,
                    "The server that has the name " + name + " does not answer: try again in a moment.");
        }
    }

    /** Whether a server that does not answer has just gone in good order. */
    private boolean isGone(String node) {
        try {
            return self.nodes().isGoneNow(node);
        } catch (EngineException e) {
            return false;
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
        String shown = right.beside() && right.token().isEmpty() ? ALSO : right.token();
        String question =
                String.join(" ", VACATE, name.key(), whose, shown, self.lease().id());
        try {
            return Standing.valueOf(Engine.await(bus.ask(node, question, TO_VACATE)));
        } catch (EngineException | IllegalArgumentException e) {
            LOG.debug("A name was not given up: {}", e.getMessage());
            throw new ProtocolException(
                    Code.UNAVAILABLE, "Your former session has not ended yet: try again in a moment.");
        }
    }

    /** Answers these questions of others from now on. */
    void answer(Here here, ClusterNames names) {
        bus.onQuestion(HOLDS, (question, reply) -> {
            String[] words = words(question);
            if (words.length == 2) {
                Address name = Address.stored(words[1], words[1]);
                boolean isHeld = name.isRoom()
                        ? self.lease().valid() && names.isHeldOrClaimed(name)
                        : here.directory().isClaimed(name);
                String answer = switch (names.standing(isHeld)) {
                    case FREE -> NO;
                    case CHANGING -> GOING;
                    default -> YES;
                };
                reply.accept(answer.getBytes(UTF_8));
            }
        });
        bus.onQuestion(VACATE, (question, reply) -> {
            String[] words = words(question);
            if (words.length == 6 && Node.isId(words[5])) {
                Threads.startShort(() -> reply.accept(vacate(words, here, names).getBytes(UTF_8)));
            }
        });
    }

    private static String[] words(byte[] question) {
        return new String(question, UTF_8).split(" ", -1);
    }

    /** Somebody who is just coming does not have the name yet: two who are coming must not send each other away. */
    private static String vacate(String[] words, Here here, ClusterNames names) {
        Address name = Address.stored(words[1], words[1]);
        AccountKey account = words[2].equals("-") ? null : new AccountKey(Address.stored(words[3], words[1]), words[2]);
        String heir = words[5];
        names.setHeir(name, heir);
        try {
            if (names.isLeaving() || !names.isHeld(name)) {
                names.awaitRelease(name);
                return (here.directory().isClaimed(name) ? Standing.CHANGING : Standing.FREE).name();
            }
            Others.Right right = account != null && words[4].equals(ALSO)
                    ? Others.Right.toAdd(account)
                    : new Others.Right(account, words[4]);
            Outcome outcome = here.vacating().apply(name, right);
            names.awaitRelease(name);
            return switch (outcome) {
                case GIVEN -> Standing.FREE.name();
                case REFUSED -> Standing.TAKEN.name();
                case FULL -> Standing.SHARED.name();
                case LATE -> outcome.name();
            };
        } finally {
            names.removeHeir(name, heir);
        }
    }
}
