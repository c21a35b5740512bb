package chat.jim.server.cluster.room;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What servers ask each other about rooms and people: hands the questions to who can answer them. */
final class RoomQuestions {
    /** {@code desk NODE ROOM VISITOR}, and on the next line a request for that room; {@code #} is any. */
    static final String DESK = "desk";

    /** {@code leave NODE NUMBER CLAIM NAME ROOM}: somebody there leaves a room here, or goes. */
    static final String LEAVE = "leave";

    /** Stands for all rooms: somebody goes. */
    static final String ALL = "*";

    /** {@code out NODE NUMBER STEP ROOM}: a room there has put somebody out. */
    static final String OUT = "out";

    /** {@code person NODE NAME}: who that is. */
    static final String PERSON = "person";

    /** {@code moved NODE ROOM}: that server is about to be the home, and waits for those who were in the room. */
    static final String MOVED = "moved";

    /**
     * {@code back NODE ROOM BYACCOUNT VISITOR}: somebody there has been in that room all the time. The answer is
     * {@link #IS_OUT} if they are out of it, nothing if the room has its home elsewhere, and anything else if they are in.
     */
    static final String BACK = "back";

    static final byte[] IS_OUT = "out".getBytes(UTF_8);

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
    private final Memberships memberships;
    private final Keeper keeper;
    private final Lanes lanes = new Lanes(Threads::startShort);

    /** What is told of those who were put out, and waits for their turn. */
    private final Set<String> waitingOuts = ConcurrentHashMap.newKeySet();

    RoomQuestions(
            Bus bus,
            ThisNode self,
            Here here,
            Visitors visitors,
            StandIns standIns,
            Homes homes,
            HomeDesk desk,
            Memberships memberships,
            Keeper keeper) {
        this.bus = bus;
        this.self = self;
        this.here = here;
        this.visitors = visitors;
        this.standIns = standIns;
        this.homes = homes;
        this.desk = desk;
        this.memberships = memberships;
        this.keeper = keeper;
    }

    /** What may have to wait, and is told what stands behind the word. */
    @FunctionalInterface
    private interface Work {
        byte[] answer(String[] words, byte[] question);
    }

    /** The same about somebody. */
    @FunctionalInterface
    private interface WorkAbout {
        byte[] answer(String[] words, byte[] question, Visitor visitor);
    }

    /** Answers these questions from now on. */
    void begin() {
        inOrder(DESK, 4, words -> visitor(words[3]), this::desk);
        inOrder(LEAVE, 6, RoomQuestions::gone, (words, question, visitor) -> left(words, visitor));
        inOrder(BACK, 5, words -> visitor(words[4]), (words, question, visitor) -> back(words, visitor));
        inOrder(
                BookQuestions.INHERIT,
                3,
                words -> visitor(words[2]),
                (words, question, visitor) -> inherit(words, visitor));
        on(OUT, 5, (words, question) -> out(words));
        on(MOVED, 3, (words, question) -> moved(words));
        on(PERSON, 3, (words, question) -> person(words));
        on(BookQuestions.ENTRIES, 2, (words, question) -> entries(words[1]));
        on(BookQuestions.INVITED, 3, (words, question) -> invited(BookQuestions.account(words)));
        on(BookQuestions.TOLD, 4, (words, question) -> told(BookQuestions.account(words), words[3]));
    }

    private void on(String word, int count, Work work) {
        bus.onQuestion(word, (question, reply) -> {
            String[] words = words(question, count);
            Threads.startShort(() -> answer(words, count, question, work, reply));
        });
    }

    /**
     * The questions about one person are answered in the order in which they were asked.
     *
     * @param subject reads whom a question is about
     */
    private void inOrder(String word, int count, Function<String[], Visitor> subject, WorkAbout work) {
        bus.onQuestion(word, (question, reply) -> {
            String[] words = words(question, count);
            Visitor visitor = subject(words, count, subject);
            if (visitor != null) {
                Work known = (told, asked) -> work.answer(told, asked, visitor);
                lanes.add(visitor.name(), () -> answer(words, count, question, known, reply));
            }
        });
    }

    private static String[] words(byte[] question, int count) {
        return Lines.text(question, 0, Lines.endOfLine(question)).split(" ", count);
    }

    /** Null if it comes from no server. */
    private static @Nullable Visitor subject(String[] words, int count, Function<String[], Visitor> subject) {
        try {
            return words.length < count ? null : subject.apply(words);
        } catch (ProtocolException | IllegalArgumentException e) {
            LOG.debug("A question of another server makes no sense: {}", e.getMessage());
            return null;
        }
    }

    private static Visitor visitor(String line) {
        return Visitor.of(JsonLine.of(line));
    }

    private static Visitor gone(String[] words) {
        return Visitor.gone(name(words[4]), Visitors.number(words[2]), Visitors.number(words[3]));
    }

    private static Address name(String key) {
        return Address.stored(key, key);
    }

    private void answer(String[] words, int count, byte[] question, Work work, Consumer<byte[]> reply) {
        if (words.length < count || !self.lease().valid()) {
            return;
        }
        try {
            reply.accept(work.answer(words, question));
        } catch (ProtocolException | StoreException | IllegalArgumentException e) {
            LOG.debug("A question of another server is not answered: {}", e.getMessage());
        }
    }

    private byte[] desk(String[] words, byte[] question, Visitor visitor) {
        checkNode(words[1]);
        int from = Math.min(Lines.endOfLine(question) + 1, question.length);
        byte[] request = Arrays.copyOfRange(question, from, question.length);
        boolean isAny = name(words[2]).equals(ANY_ROOM);
        return desk.answer(words[1], isAny ? null : Address.room(words[2]), visitor, request);
    }

    private void checkNode(String node) {
        if (!self.isOther(node)) {
            throw ProtocolException.badRequest("This comes from no other server.");
        }
    }

    private byte[] left(String[] words, Visitor visitor) {
        checkNode(words[1]);
        StandIn standIn = standIns.find(visitor.name());
        boolean isKnown = standIn != null && standIn.isOf(words[1], visitor.holder());
        if (!words[5].equals(ALL)) {
            if (standIn != null && isKnown) {
                desk.leave(standIn, name(words[5]));
            }
        } else if (standIn != null && isKnown) {
            standIns.depart(standIn);
        } else {
            standIns.departed(visitor);
        }
        return DONE;
    }

    private byte[] out(String[] words) {
        checkNode(words[1]);
        Holder holder = visitors.find(words[2]);
        String told = String.join(" ", words);
        if (holder != null && !waitingOuts.add(told)) {
            throw new ProtocolException(Code.UNAVAILABLE, "This waits already.");
        } else if (holder != null) {
            try {
                holder.inTurn(() -> putOut(holder, name(words[4]), words[1], Visitors.number(words[3])));
            } finally {
                waitingOuts.remove(told);
            }
        }
        return DONE;
    }

    /** In the turn of the holder: a join that is under way is older or newer, but it has to be known. */
    private @Nullable Void putOut(Holder holder, Address room, String node, long step) {
        boolean isHome = memberships.untold(holder, room, node) != null && homes.isNowAt(room, node);
        memberships.putOut(holder, room, node, step, isHome);
        return null;
    }

    private byte[] moved(String[] words) {
        checkNode(words[1]);
        Address room = Address.room(words[2]);
        homes.forget(room);
        boolean unused = keeper.bringBack(room, words[1]); // the others come back a little later
        return DONE;
    }

    private byte[] person(String[] words) {
        checkNode(words[1]);
        Holder holder = here.directory().find(name(words[2]));
        Visitor visitor = holder == null ? null : holder.locked(() -> visitors.of(holder, null, false, words[1]));
        return visitor == null ? new byte[0] : Lines.bytes(visitor.line().toString());
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
        here.rooms().book().toldOf(name(room), account);
        return DONE;
    }

    private byte[] inherit(String[] words, Visitor visitor) {
        checkNode(words[1]);
        desk.inherit(words[1], visitor);
        return DONE;
    }

    private byte[] back(String[] words, Visitor visitor) {
        checkNode(words[1]);
        Address room = Address.room(words[2]);
        if (!homes.isHere(room) && !homes.isOpening(room)) {
            return new byte[0];
        }
        return desk.comeBack(words[1], visitor, room, Boolean.parseBoolean(words[3])) ? DONE : IS_OUT;
    }
}
