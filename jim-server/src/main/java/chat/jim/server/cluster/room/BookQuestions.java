package chat.jim.server.cluster.room;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.cluster.visitor.Visitor;
import chat.jim.server.room.Entries;
import chat.jim.server.routing.RoomHomes.Invitation;
import chat.jim.server.store.AccountKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What servers ask each other about who is what in all rooms, wherever their homes are. From any thread. */
final class BookQuestions {
    /** {@code entries ID}: how many rooms an account owns, and to how many it is invited. */
    static final String ENTRIES = "entries";

    /** {@code invited ID NAME}: which invitations an account has to be told of. */
    static final String INVITED = "invited";

    /** {@code told ID NAME ROOM}: it was told of that one. */
    static final String TOLD = "told";

    /** {@code inherit NODE VISITOR}: a guest there has made an account, which is now what the guest was. */
    static final String INHERIT = "inherit";

    private static final Logger LOG = LoggerFactory.getLogger(BookQuestions.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String ROOMS = "rooms";

    /** Longer than an answer takes of a server that is well, and not so long that somebody wonders. */
    private static final Duration SOON = Duration.ofMillis(300);

    private final Bus bus;

    BookQuestions(Bus bus) {
        this.bus = bus;
    }

    /** What an account is in rooms that have their homes at other servers, as far as they tell. Waits for them. */
    Entries entries(AccountKey account) {
        Entries all = Entries.NONE;
        for (CompletableFuture<String> answer : bus.askAll(ENTRIES + " " + account.id(), PATIENCE)) {
            try {
                String[] counts = Engine.await(answer).split(" ", 2);
                all = all.plus(new Entries(Integer.parseInt(counts[0]), Integer.parseInt(counts[1])));
            } catch (EngineException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
                LOG.debug("A server does not tell who is what in its rooms: {}", e.getMessage());
            }
        }
        return all;
    }

    /** Hands over the invitations that an account has not been told of, as they come. Waits for them, but not long. */
    void invitations(AccountKey account, Predicate<Invitation> taker) {
        String question = String.join(" ", INVITED, account.id(), account.name().toString());
        List<CompletableFuture<?>> handedOver = new ArrayList<>();
        for (String node : bus.others()) {
            handedOver.add(bus.ask(node, question, PATIENCE)
                    .thenAccept(told -> invitations(JsonLine.of(told)).stream()
                            .filter(taker)
                            .forEach(invitation -> confirm(node, account, invitation))));
        }
        try {
            Object unused = CompletableFuture.allOf(handedOver.toArray(CompletableFuture[]::new))
                    .get(SOON.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("Some invitations of {} come later: {}", account, e.getMessage());
        }
    }

    private void confirm(String node, AccountKey account, Invitation invitation) {
        String room = invitation.room().key();
        CompletableFuture<?> unused = bus.ask(
                node, String.join(" ", TOLD, account.id(), account.name().toString(), room), PATIENCE);
    }

    private static List<Invitation> invitations(JsonLine told) {
        return told.objects(ROOMS).stream()
                .map(room -> new Invitation(Address.room(room.text("room")), room.text("by")))
                .toList();
    }

    /** A guest has made an account: waits until the homes of its rooms know that, but not long. */
    void inherit(String self, Visitor visitor) {
        String question = String.join(" ", INHERIT, self, visitor.line().toString());
        for (CompletableFuture<String> answer : bus.askAll(question, PATIENCE)) {
            try {
                String unused = Engine.await(answer);
            } catch (EngineException e) {
                LOG.debug("A server does not tell what a guest was in its rooms: {}", e.getMessage());
            }
        }
    }

    /** The answer to a question for invitations. */
    static String encoded(List<Invitation> invitations) {
        return JsonLine.empty()
                .with(
                        ROOMS,
                        invitations.stream()
                                .map(one -> JsonLine.empty()
                                        .with("room", one.room().toString())
                                        .with("by", one.by()))
                                .toList())
                .toString();
    }

    /** @throws ProtocolException the name is none */
    static AccountKey account(String[] words) {
        return new AccountKey(Address.account(words[2]), words[1]);
    }
}
