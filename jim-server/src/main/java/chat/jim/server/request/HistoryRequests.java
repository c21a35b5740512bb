package chat.jim.server.request;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.action.HistoryAction;
import chat.jim.server.history.History;
import chat.jim.server.history.KeptMessage;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.room.Room;
import chat.jim.server.room.RoomRules;
import chat.jim.server.routing.Others;
import chat.jim.server.store.Account;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.HistoryStore.Entry;
import chat.jim.server.store.HistoryStore.Query;
import chat.jim.server.store.HistoryStore.Range;
import chat.jim.server.store.StoreException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what one peer asks about the history (PROTOCOL.md, section 12). Methods are for the thread of the peer's session.
 */
public final class HistoryRequests {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryRequests.class);

    /** Further than this nobody counts what is unread. */
    private static final int MOST_UNREAD = 1000;

    /**
     * What a request is about.
     *
     * @param key as the history has it
     * @param room null if it is a talk
     */
    private record Place(String key, @Nullable Room room) {
        private static Place of(Room room) {
            return new Place(room.name().key(), room);
        }
    }

    private final Peer peer;
    private final JoinedRooms joined;
    private final Shared shared;
    private final Replies replies;

    /** Those of a peer in its rooms. */
    public HistoryRequests(Peer peer, JoinedRooms joined, Shared shared) {
        this.peer = peer;
        this.joined = joined;
        this.shared = shared;
        replies = shared.replies();
    }

    /** The answer to a join, with what there is to read for who has asked for ids. */
    public Response joined(Response answer, Address name) {
        Room room = shared.rooms().find(name);
        History history = shared.history();
        if (history == null || room == null || !room.isKept() || !peer.wantsIds()) {
            return answer;
        }
        try {
            Place place = Place.of(room);
            long newest = newest(history, place);
            AccountKey account = peer.account();
            if (account != null && newest > 0 && history.marks().of(account, place.key()) == 0) {
                history.marks().advance(account, place.key(), newest);
            }
            Response told = standing(history, answer, place, newest);
            return room.keeps() ? told.with(Detail.KEPT, room.kept()) : told;
        } catch (StoreException e) {
            LOG.atLevel(e.level())
                    .log("{} is not told what there is to read in {}: {}", peer.name(), name, e.getMessage());
            return answer;
        }
    }

    /** The same answer with the newest message of a place, and for an account with what is unread. */
    private Response standing(History history, Response answer, Place place, long newest) {
        Response told = answer.with(Detail.ID, newest);
        AccountKey account = peer.account();
        if (account == null) {
            return told;
        }
        long read = history.marks().of(account, place.key());
        Range fresh = new Range(place.key(), read, Long.MAX_VALUE);
        int unread = read >= newest ? 0 : history.store().count(fresh, MOST_UNREAD);
        return told.with(Detail.READ, read).with(Detail.UNREAD, unread);
    }

    /** The id of the newest message in a place. A room knows its own, once it was asked for. */
    private static long newest(History history, Place place) {
        Room room = place.room();
        if (room == null) {
            return history.store().newest(place.key());
        }
        if (room.newest() == Room.UNKNOWN) {
            room.setNewest(history.store().newest(place.key()));
        }
        return room.newest();
    }

    public Response history(HistoryAction.History request) {
        History history = existing();
        if (request.direct() != null) {
            return wish(history, request.direct());
        }
        Place place = place(request.room(), request.user());
        awaitTurn();
        long after = request.after() == null ? 0 : request.after();
        Range range = new Range(place.key(), after, request.before() == null ? Long.MAX_VALUE : request.before());
        boolean onward = request.after() != null;
        int most = request.most();
        AtomicInteger silent = new AtomicInteger();
        HistoryStore store = history.store().reporting(silent::addAndGet);
        List<Entry> found = onward ? store.first(range, most + 1) : store.last(range, most + 1);
        int extra = Math.max(0, found.size() - most);
        List<Entry> shown = found.subList(onward ? 0 : extra, found.size() - (onward ? extra : 0));
        shown.forEach(entry -> post(entry, Boolean.TRUE.equals(request.raw())));
        return counted(shown.size(), extra > 0, silent.get());
    }

    private Response counted(int messages, boolean more, int silent) {
        Response answer = replies.of(Code.OK, "Messages: " + messages + Others.Names.missing(silent) + ".");
        return more ? answer.with(Detail.MORE, true) : answer;
    }

    private void post(Entry entry, boolean raw) {
        peer.post(raw ? KeptMessage.head(entry) : KeptMessage.part(entry, peer.isBare()));
        if (raw) {
            peer.post(entry.message());
        }
    }

    private Response wish(History history, boolean wish) {
        AccountKey account = talker();
        if (!history.policy().talks()) {
            throw new ProtocolException(Code.GONE, "This server keeps no talks.");
        }
        shared.accounts().setKeepsTalks(account, wish);
        peer.holder().setKeepsTalks(wish);
        return replies.of(
                Code.OK,
                wish ? "Your talks are kept with those who wish it, too." : "Your talks are not kept from now on.");
    }

    public Response mark(HistoryAction.Mark mark) {
        History history = existing();
        Place place = place(mark.room(), mark.user());
        if (mark.id() == null) {
            awaitTurn();
            return standing(history, replies.of(Code.OK, "So far it is read."), place, newest(history, place));
        }
        AccountKey account = peer.account();
        if (account == null) {
            throw new ProtocolException(
                    Code.FORBIDDEN, "The server remembers no marks of guests: register, or remember the id yourself.");
        }
        long newest = place.room() == null ? history.now() : newest(history, place);
        history.marks().advance(account, place.key(), Math.min(mark.id(), newest));
        return replies.of(Code.OK, "So far it is read.");
    }

    public Response search(HistoryAction.Search search) {
        History history = existing();
        List<String> places = search.room() == null && search.user() == null
                ? joined.kept()
                : List.of(place(search.room(), search.user()).key());
        awaitTurn();
        long before = search.before() == null ? Long.MAX_VALUE : search.before();
        int most = search.most();
        AtomicInteger silent = new AtomicInteger();
        List<Entry> found = history.store()
                .reporting(silent::addAndGet)
                .search(new Query(search.text(), places, search.from(), before, most + 1));
        List<Entry> shown = found.subList(0, Math.min(most, found.size()));
        shown.forEach(entry -> post(entry, false));
        return counted(shown.size(), found.size() > most, silent.get());
    }

    /** Takes a message of the peer back, for all who have asked for ids. */
    public Response forget(HistoryAction.Forget request) {
        History history = existing();
        awaitTurn();
        return new Forgetting(peer, shared, history).forget(request);
    }

    private History existing() {
        History history = shared.history();
        if (history == null || history.policy().isOff()) {
            throw new ProtocolException(Code.GONE, "This server keeps no history.");
        }
        return history;
    }

    /** The place that a request is about, if the peer may know what was said there. */
    private Place place(@Nullable Address room, @Nullable Address user) {
        return room == null ? talk(Objects.requireNonNull(user)) : placeOf(room);
    }

    private Place placeOf(Address name) {
        Room room = shared.rooms().find(name, peer.holder());
        if (!room.has(peer.holder())) {
            throw RoomRules.notIn(name);
        }
        if (!room.isKept()) {
            throw new ProtocolException(Code.GONE, "What is said in " + room.name() + " is not kept.");
        }
        return Place.of(room);
    }

    private Place talk(Address user) {
        AccountKey own = talker();
        Account other = shared.accounts().find(user);
        if (other == null) {
            throw new ProtocolException(Code.NOT_FOUND, "There is no account " + user + ": check the name.");
        }
        return new Place(History.talk(own, other.key()), null);
    }

    /** The peer's account. Without one, nothing that it says to somebody alone is kept. */
    private AccountKey talker() {
        AccountKey own = peer.account();
        if (own == null) {
            throw new ProtocolException(Code.FORBIDDEN, "Talks of guests are not kept: register an account first.");
        }
        return own;
    }

    /** Lets a peer wait that asks too often. This does not count as its silence. */
    private void awaitTurn() {
        shared.queries().await(peer.holder().subject(), peer::isThere);
    }
}
