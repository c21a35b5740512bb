package chat.jim.server;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.peer.Holder;
import chat.jim.server.session.ServerContext;
import chat.jim.server.store.Account;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Accounts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What PROTOCOL.md has a server know: who is online, and in which room. As plain as can be, and for one thread. */
final class ServerModel {
    static final int ROOMS = 3;
    static final int CONTACTS = 2;
    static final int BAD_OBJECTS = 10;
    static final int FAILED_LOGINS = 3;

    /** That of all accounts. */
    static final String PASSWORD = "secret";

    final Accounts accounts;
    final Map<Address, SessionModel> online = new HashMap<>();

    /** By their names, as first written. */
    final Map<Address, Set<SessionModel>> rooms = new HashMap<>();

    /** The rooms that stay when all have left, since they belong to an account. */
    final Set<Address> owned = new HashSet<>();

    /** By the names: from this machine they do not count by the address. */
    final Map<Address, Integer> failedLogins = new HashMap<>();

    ServerModel(Accounts accounts) {
        this.accounts = accounts;
    }

    /** The name of the room as it was first written. */
    Address roomName(Address room) {
        return rooms.keySet().stream().filter(room::equals).findFirst().orElseThrow();
    }

    Set<SessionModel> members(Address room) {
        Set<SessionModel> members = rooms.get(room);
        if (members == null) {
            throw refused(Code.NOT_FOUND);
        }
        return members;
    }

    /** Puts the peer into the room, which may have to be made; true if it was. */
    boolean join(Address room, SessionModel peer) {
        boolean made = !rooms.containsKey(room);
        boolean entered = rooms.computeIfAbsent(room, any -> new HashSet<>()).add(peer);
        if (!made && entered) {
            announce(room, peer, "joined");
        }
        return made;
    }

    /** Takes the peer out of the room, in which it is. */
    void leave(Address room, SessionModel peer) {
        rooms.get(room).remove(peer);
        announce(room, peer, "left");
        if (rooms.get(room).isEmpty() && !owned.contains(room)) {
            rooms.remove(room);
        }
    }

    private void announce(Address room, SessionModel peer, String deed) {
        for (SessionModel member : rooms.get(room)) {
            if (member != peer) {
                member.expect("100 " + peer.name() + " " + deed + " " + roomName(room));
            }
        }
    }

    /** Tells those of whose contacts this one is. */
    void tellOwners(AccountKey contact, String deed) {
        for (AccountKey owner : accounts.ownersOf(contact)) {
            SessionModel peer = online.get(owner.name());
            if (peer != null && !owner.equals(contact)) {
                peer.expect("100 " + contact + " is " + deed);
            }
        }
    }

    /** The account of that name; refuses if there is none. */
    Account account(Address name) {
        Account account = accounts.find(name);
        if (account == null) {
            throw refused(Code.NOT_FOUND);
        }
        return account;
    }

    static ProtocolException refused(Code code) {
        return new ProtocolException(code, "by the rules");
    }

    /** Who is where, to be compared with what the server thinks. */
    String state() {
        return state(
                online.values().stream().map(peer -> peer.name().toString()).collect(Collectors.toSet()),
                rooms.entrySet().stream()
                        .collect(Collectors.toMap(
                                room -> room.getKey().toString(),
                                room -> room.getValue().stream()
                                        .map(peer -> peer.name().toString())
                                        .collect(Collectors.toCollection(TreeSet::new)))));
    }

    /** The same of a server. */
    static String state(ServerContext context) {
        return state(
                Set.copyOf(context.directory().names().names()),
                context.rooms().names(new Holder(null)).names().stream()
                        .collect(Collectors.toMap(
                                Function.identity(), room -> new TreeSet<>(members(context, Address.room(room))))));
    }

    private static List<String> members(ServerContext context, Address room) {
        return context.rooms().find(room).names().names();
    }

    private static String state(Set<String> online, Map<String, ? extends Set<String>> rooms) {
        return "online " + new TreeSet<>(online) + ", rooms " + new TreeMap<>(rooms);
    }
}
