package chat.jim.server.moderation;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.User;
import chat.jim.protocol.action.Action;
import chat.jim.server.list.NameList;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.routing.Others;
import chat.jim.server.store.Profiles;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Tells one peer who somebody is (PROTOCOL.md, section 13). For the thread of the peer's session. */
public final class Whois {
    private final Peer peer;
    private final Replies replies;
    private final Authority authority;
    private final Profiles profiles;

    /** Tells that peer. */
    public Whois(Peer peer, Replies replies, Authority authority, Profiles profiles) {
        this.peer = peer;
        this.replies = replies;
        this.authority = authority;
        this.profiles = profiles;
    }

    /** {@code whois}. Its rooms are in the names, and its status in the users. */
    public Response whois(Action.Whois request) {
        authority.awaitTurn();
        Others.Somebody elsewhere = authority.elsewhere(request.person());
        if (elsewhere != null) {
            return online(elsewhere);
        }
        Person person = authority.person(request.person());
        Holder holder = person.online();
        return holder == null ? offline(person) : online(Others.Somebody.of(person.name(), holder));
    }

    private Response offline(Person person) {
        Profiles.Profile profile = profiles.of(Objects.requireNonNull(person.account()));
        return replies.of(Code.OK, person.name() + " is offline.")
                .with(Detail.REGISTERED, true)
                .with(Detail.OPERATOR, profile.operator() ? true : null)
                .with(Detail.SEEN, profile.hidden() || profile.seen() == 0 ? null : profile.seen());
    }

    private Response online(Others.Somebody person) {
        boolean isRegistered = person.account() != null;
        Response answer = replies.of(Code.OK, person.name() + " is online" + (isRegistered ? "." : " as a guest."))
                .with(Detail.REGISTERED, isRegistered)
                .with(Detail.OPERATOR, person.operator() ? true : null)
                .with(Detail.SINCE, person.since());
        List<String> shared = shared(person.rooms()).map(Address::toString).toList();
        String status = person.status();
        return answer.with(Detail.IDLE, person.hidden() ? null : Math.max(0, answer.time() - person.lastMessage()))
                .withNames(shared.isEmpty() ? null : shared)
                .withUsers(status.isEmpty() ? List.of() : List.of(new User(person.name(), status)));
    }

    /** The rooms that both are in. */
    private Stream<Address> shared(Set<Address> rooms) {
        Holder holder = peer.holder();
        Set<Address> own = holder.locked(() -> Set.copyOf(holder.rooms().keySet()));
        return rooms.stream().filter(own::contains).sorted(NameList.ORDER);
    }
}
