package chat.jim.server.cluster.room;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.bus.Lines;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.cluster.visitor.Visitor;
import chat.jim.server.cluster.visitor.Visitors;
import chat.jim.server.peer.Holder;
import chat.jim.server.room.Entries;
import chat.jim.server.routing.Others.Here;
import chat.jim.server.routing.RoomHomes;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.StoreException;
import chat.jim.thread.Threads;
import java.util.Arrays;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What servers ask each other about rooms and people: hands the questions to who can answer them. */
final class RoomQuestions {
    /** {@code desk NODE ROOM VISITOR}, and on the next line a request for that room; {@code #} is any. */
    static final String DESK = "desk";

    /** {@code leave NODE NUMBER NAME ROOM}: somebody there leaves a room here, or all. */
    static final String LEAVE = "leave";

    /** {@code out NUMBER ROOM}: a room there has put somebody out. */
    static final String OUT = "out";

    /** {@code person NODE NAME}: who that is. */
    static final String PERSON = "person";

    /** {@code back NODE ROOM VISITOR}: somebody there has been in that room all the time. */
    static final String BACK = "back";

    /** Stands for all rooms. */
    static final Address ANY_ROOM = Address.stored("#", "#");

    private static final Logger LOG = LoggerFactory.getLogger(RoomQuestions.class);
    private static final byte[] DONE = "done".getBytes(UTF_8);

    private final Bus bus;
    private final ThisNode self;
    private final Here here;
    private final Visitors visitors;
    private final StandIns standIns;
    private final Homes homes;
    private final HomeDesk desk;

    RoomQuestions(Bus bus, ThisNode self, Here here, Visitors visitors, StandIns standIns, Homes homes, HomeDesk desk) {
        this.bus = bus;
        this.self = self;
        this.here = here;
        this.visitors = visitors;
        this.standIns = standIns;
        this.homes = homes;
        this.desk = desk;
    }

    /** What may have to wait, and is told what stands behind the word. */
    @FunctionalInterface
    private interface Work {
        byte[] answer(String[] words, byte[] question);
    }

    /** Answers these questions from now on. */
    void begin() {
        on(DESK, 4, (words, question) -> desk(words, question));
        on(LEAVE, 5, (words, question) -> left(words));
        on(OUT, 3, (words, question) -> out(words));
        on(PERSON, 3, (words, question) -> person(words));
        on(BookQuestions.ENTRIES, 2, (words, question) -> entries(words[1]));
        on(BookQuestions.INVITED, 3, (words, question) -> invited(BookQuestions.account(words)));
        on(BookQuestions.TOLD, 4, (words, question) -> told(BookQuestions.account(words), words[3]));
        on(BookQuestions.INHERIT, 3, (words, question) -> inherit(words));
        on(BACK, 4, (words, question) -> back(words));
    }

    private void on(String word, int count, Work work) {
        bus.onQuestion(word, (question, reply) -> Threads.startShort(() -> answer(question, count, work, reply)));
    }

    private void answer(byte[] question, int count, Work work, Consumer<byte[]> reply) {
        String[] words = Lines.text(question, 0, Lines.endOfLine(question)).split(" ", count);
        if (words.length < count || !self.lease().valid()) {
            return;
        }
        try {
            reply.accept(work.answer(words, question));
        } catch (ProtocolException | StoreException | IllegalArgumentException e) {
            LOG.debug("A question of another server is not answered: {}", e.getMessage());
        }
    }

    private byte[] desk(String[] words, byte[] question) {
        checkNode(words[1]);
        int from = Math.min(Lines.endOfLine(question) + 1, question.length);
        byte[] request = Arrays.copyOfRange(question, from, question.length);
        Address room = Address.stored(words[2], words[2]);
        Visitor visitor = Visitor.of(JsonLine.of(words[3]));
        return desk.answer(words[1], room.equals(ANY_ROOM) ? null : Address.room(words[2]), visitor, request);
    }

    private void checkNode(String node) {
        if (!self.isOther(node)) {
            throw ProtocolException.badRequest("This comes from no other server.");
        }
    }

    private byte[] left(String[] words) {
        checkNode(words[1]);
        StandIn standIn = standIns.find(Address.stored(words[3], words[3]));
        if (standIn != null && standIn.isOf(words[1], Visitors.number(words[2]))) {
            if (words[4].equals("*")) {
                desk.leaveAll(standIn);
            } else {
                desk.leave(standIn, Address.stored(words[4], words[4]));
            }
        }
        return DONE;
    }

    private byte[] out(String[] words) {
        Holder holder = visitors.find(words[1]);
        Address room = Address.stored(words[2], words[2]);
        if (holder != null) {
            holder.locked(() -> holder.rooms().remove(room));
        }
        return DONE;
    }

    private byte[] person(String[] words) {
        checkNode(words[1]);
        Holder holder = here.directory().find(Address.stored(words[2], words[2]));
        Visitor visitor = holder == null ? null : Visitor.of(holder, null, false);
        if (holder == null || visitor == null) {
            return new byte[0];
        }
        visitors.add(holder, words[1]);
        return Lines.bytes(visitor.line().toString());
    }

    private byte[] entries(String id) {
        Entries entries = here.rooms().book().entries(new AccountKey(Address.EVERYBODY, id));
        return Lines.bytes(entries.owned() + " " + entries.waiting());
    }

    private byte[] invited(AccountKey account) {
        return Lines.bytes(BookQuestions.encoded(here.rooms().book().invitations(account).stream()
                .map(invited -> new RoomHomes.Invitation(invited.room(), invited.invitedBy()))
                .toList()));
    }

    private byte[] told(AccountKey account, String room) {
        here.rooms().book().toldOf(Address.stored(room, room), account);
        return DONE;
    }

    private byte[] inherit(String[] words) {
        checkNode(words[1]);
        desk.inherit(words[1], Visitor.of(JsonLine.of(words[2])));
        return DONE;
    }

    private byte[] back(String[] words) {
        checkNode(words[1]);
        Address room = Address.room(words[2]);
        if (!homes.isHere(room)) {
            return new byte[0];
        }
        desk.comeBack(words[1], Visitor.of(JsonLine.of(words[3])), room);
        return DONE;
    }
}
