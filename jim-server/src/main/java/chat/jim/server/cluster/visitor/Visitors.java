package chat.jim.server.cluster.visitor;

import chat.jim.server.peer.Holder;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Those of this server whom others know by their numbers, since they are in rooms there. From any thread. */
public final class Visitors {
    private final Map<Long, Visiting> byNumber = new ConcurrentHashMap<>();

    /** @param nodes the servers that know them */
    private record Visiting(Holder holder, Set<String> nodes) {}

    /** That server knows them from now on. */
    public void add(Holder holder, String node) {
        byNumber.computeIfAbsent(holder.number(), number -> new Visiting(holder, ConcurrentHashMap.newKeySet()))
                .nodes()
                .add(node);
    }

    /** They go offline: returns the servers that knew them. */
    public Set<String> remove(Holder holder) {
        Visiting visiting = byNumber.remove(holder.number());
        return visiting == null ? Set.of() : visiting.nodes();
    }

    /** The one of that number; null if there is none, or it is no number. */
    public @Nullable Holder find(String number) {
        Visiting visiting = byNumber.get(number(number));
        return visiting == null ? null : visiting.holder();
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
