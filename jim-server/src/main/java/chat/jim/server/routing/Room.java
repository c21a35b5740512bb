package chat.jim.server.routing;

import chat.jim.protocol.Address;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.session.Session;
import chat.jim.wire.Frame;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** One room: its name as first written, and who is in it. Members come and go only through {@link Rooms}. */
public final class Room {
    private final Address name;
    private final Set<Session> members = ConcurrentHashMap.newKeySet();

    Room(Address name) {
        this.name = name;
    }

    public Address name() {
        return name;
    }

    boolean add(Session session) {
        return members.add(session);
    }

    boolean remove(Session session) {
        return members.remove(session);
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }

    boolean has(Session session) {
        return members.contains(session);
    }

    /** Hands the message to every member; to its sender only if that expects it. See {@link Peer#deliver}. */
    void deliver(OutgoingMsg letter, Session sender) {
        for (Session member : members) {
            if (member != sender || sender.peer().dialect().current().echoes()) {
                member.peer().deliver(letter, sender.peer());
            }
        }
    }

    /** Tells every member but the one whose deed it is, see {@link Peer#tell(Frame, Peer)}. */
    public void tell(Frame notice, Session source) {
        for (Session member : members) {
            if (member != source) {
                member.peer().tell(notice, source.peer());
            }
        }
    }

    /** The members' names. */
    public Stream<Address> names() {
        return members.stream().map(Session::name).flatMap(Stream::ofNullable);
    }
}
