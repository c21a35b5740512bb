package chat.jim.server.cluster.visitor;

import chat.jim.protocol.Address;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.Peer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Those of this server whom others know by their numbers, since they are in rooms there, or have asked for something. Who goes
 * offline and comes back has another number, also with the same name. From any thread.
 */
public final class Visitors {
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Holder, Visiting> byHolder = new ConcurrentHashMap<>();
    private final Map<Long, Holder> byNumber = new ConcurrentHashMap<>();
    private final ToLongFunction<Address> claims;

    /** @param nodes the servers that know them */
    private record Visiting(long number, Set<String> nodes) {}

    /**
     * Somebody who goes offline.
     *
     * @param nodes the servers that knew them
     */
    public record Leaving(long number, long claim, Set<String> nodes) {}

    /** @param claims the revision of the claim of a name that is at this server; 0 if it is not */
    public Visitors(ToLongFunction<Address> claims) {
        this.claims = claims;
    }

    /**
     * Somebody who is online here, as that server is told, which knows them from now on. Null if they have just gone. Call it
     * under the lock of the holder, or on the thread of the session.
     *
     * @param session the one that asks for something; null if none does
     */
    public @Nullable Visitor of(Holder holder, @Nullable Peer session, boolean quietly, String node) {
        Visitor visitor = of(holder, session, quietly);
        if (visitor != null) {
            visiting(holder).nodes().add(node);
        }
        return visitor;
    }

    /** The same for servers that need not remember them. */
    public @Nullable Visitor of(Holder holder, @Nullable Peer session, boolean quietly) {
        Peer any = session == null ? holder.sessions().findFirst().orElse(null) : session;
        Address name = any == null ? null : any.name();
        long claim = name == null ? 0 : claims.applyAsLong(name);
        if (any == null || name == null || claim == 0) {
            return null;
        }
        return new Visitor(
                visiting(holder).number(),
                claim,
                session == null ? 0 : session.number(),
                name,
                holder.account(),
                any.address().getHostAddress().replaceFirst("%.*", ""),
                holder.isOperator(),
                holder.isHidden(),
                holder.since(),
                holder.lastMessage(),
                holder.status(),
                session != null && session.isBare(),
                session != null && session.wantsIds(),
                quietly);
    }

    private Visiting visiting(Holder holder) {
        return byHolder.computeIfAbsent(holder, key -> {
            Visiting visiting = new Visiting(numbers.incrementAndGet(), ConcurrentHashMap.newKeySet());
            byNumber.put(visiting.number(), holder);
            return visiting;
        });
    }

    /** They go offline. Null if no server knew them. */
    public @Nullable Leaving remove(Holder holder) {
        Visiting visiting = byHolder.remove(holder);
        Address name = holder.name();
        if (visiting == null) {
            return null;
        }
        byNumber.remove(visiting.number());
        return name == null ? null : new Leaving(visiting.number(), claims.applyAsLong(name), visiting.nodes());
    }

    /** The one of that number; null if there is none, or it is no number. */
    public @Nullable Holder find(String number) {
        return byNumber.get(number(number));
    }

    /** 0 if it is none. */
    public static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
