package chat.jim.server.routing;

import chat.jim.protocol.Address;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.wire.Frame;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** One room: its name as first written, and its members. They come and go only through {@link Rooms}. From any thread. */
public final class Room {
    private final Address name;
    private final Set<Peer> members = ConcurrentHashMap.newKeySet();

    Room(Address name) {
        this.name = name;
    }

    /** Its name as first written. */
    public Address name() {
        return name;
    }

    boolean add(Peer peer) {
        return members.add(peer);
    }

    boolean remove(Peer peer) {
        return members.remove(peer);
    }

    /** Whether nobody is in it. */
    public boolean isEmpty() {
        return members.isEmpty();
    }

    boolean has(Peer peer) {
        return members.contains(peer);
    }

    /** Hands the message to every member, and to its sender only if its program expects that. See {@link Peer#deliver}. */
    void deliver(OutgoingMsg msg, Peer sender) {
        for (Peer member : members) {
            if (member != sender || sender.expectsEcho()) {
                member.deliver(msg, sender);
            }
        }
    }

    /** Tells every member but {@code source}, whose deed it is; see {@link Peer#tell(Frame, Peer)}. */
    public void tell(Frame notice, Peer source) {
        for (Peer member : members) {
            if (member != source) {
                member.tell(notice, source);
            }
        }
    }

    /** The members' names. */
    public Stream<Address> names() {
        return members.stream().map(Peer::name).flatMap(Stream::ofNullable);
    }
}
