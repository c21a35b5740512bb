package chat.jim.server.cluster.room;

import chat.jim.protocol.Address;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.peer.Holder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * In which rooms at other servers those are who are connected here, and where these rooms are. Who is in one, and when that was
 * told, changes only under the lock of the holder, together with the rooms of the holder. From any thread.
 */
final class Memberships {
    private final ThisNode self;
    private final Map<Address, Map<Holder, Membership>> rooms = new ConcurrentHashMap<>();

    /** The servers that are the homes of some, or were lately. */
    private final Set<String> homes = ConcurrentHashMap.newKeySet();

    /**
     * That somebody is in a room.
     *
     * @param node its home, which knows that
     * @param step the number by which the home has told it; 0 if it was told by this server
     * @param byAccount whether somebody with an account has made the room
     */
    record Membership(String node, long step, boolean byAccount) {}

    Memberships(ThisNode self) {
        this.self = self;
    }

    /**
     * A home has told whether somebody is in a room.
     *
     * @return whether that is news
     */
    boolean hear(Holder holder, Address room, String node, DeskAnswer.Place place, boolean quietly) {
        return holder.locked(() -> {
            Membership known = find(holder, room);
            if (known != null && known.node().equals(node) && known.step() > place.step()) {
                return false;
            } else if (!place.isIn()) {
                remove(holder, room);
                return holder.rooms().remove(room) != null;
            }
            homes.add(node);
            Membership told = new Membership(node, place.step(), place.byAccount());
            rooms.compute(room, (key, members) -> {
                Map<Holder, Membership> all = members == null ? new ConcurrentHashMap<>() : members;
                all.put(holder, told);
                return all;
            });
            return holder.rooms().putIfAbsent(room, quietly) == null;
        });
    }

    /**
     * A server has put somebody out of a room.
     *
     * @param isHome whether it is the home now, which may not know yet that they were in it at its former home
     */
    void putOut(Holder holder, Address room, String node, long step, boolean isHome) {
        boolean unused = holder.locked(() -> {
            Membership known = find(holder, room);
            boolean isFromHome = known != null && (known.node().equals(node) || isHome);
            return isFromHome && hear(holder, room, node, new DeskAnswer.Place(step, false, false), false);
        });
    }

    private @Nullable Membership find(Holder holder, Address room) {
        return rooms.getOrDefault(room, Map.of()).get(holder);
    }

    /** Somebody is not in that room any more, or it is here now. Null if they were not. */
    @Nullable
    Membership remove(Holder holder, Address room) {
        Membership known = find(holder, room);
        rooms.computeIfPresent(room, (key, members) -> {
            members.remove(holder);
            return members.isEmpty() ? null : members;
        });
        return known;
    }

    /** The home of a room has told whether somebody is in it who was in it at its former home. */
    void moved(Holder holder, Address room, String node, boolean isIn) {
        holder.locked(() -> {
            Membership former = untold(holder, room, node);
            if (former != null && isIn) {
                homes.add(node);
                rooms.getOrDefault(room, Map.of()).replace(holder, new Membership(node, 0, former.byAccount()));
            } else if (former != null) {
                remove(holder, room);
                holder.rooms().remove(room);
            }
            return null;
        });
    }

    /** What has to be told that server, which is the home now; null if nothing has. */
    @Nullable
    Membership untold(Holder holder, Address room, String node) {
        Membership known = find(holder, room);
        return known == null || known.node().equals(node) ? null : known;
    }

    /** Those of a room. */
    Set<Holder> members(Address room) {
        return Set.copyOf(rooms.getOrDefault(room, Map.of()).keySet());
    }

    /** Whether somebody here is in that room at another server. */
    boolean has(Address room) {
        return rooms.containsKey(room);
    }

    /** Whether that one is in that room at another server. */
    boolean has(Holder holder, Address room) {
        return find(holder, room) != null;
    }

    /** The rooms whose homes are gone, for some of their members. */
    List<Address> homeless() {
        Set<String> gone = homes.stream().filter(self.nodes()::isGone).collect(Collectors.toSet());
        if (gone.isEmpty()) {
            return List.of();
        }
        List<Address> homeless = rooms.entrySet().stream()
                .filter(room -> room.getValue().values().stream().anyMatch(member -> gone.contains(member.node())))
                .map(Map.Entry::getKey)
                .toList();
        if (homeless.isEmpty()) {
            homes.removeAll(gone);
        }
        return homeless;
    }

    /** Nobody is in a room at another server any more. */
    void clear() {
        rooms.clear();
        homes.clear();
    }
}
