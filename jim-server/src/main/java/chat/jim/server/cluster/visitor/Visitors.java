package chat.jim.server.cluster.visitor;

import chat.jim.server.peer.Holder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Those of this server whom others know by their numbers, since they are in rooms there. From any thread. */
public final class Visitors {
    private final Map<Long, Holder> byNumber = new ConcurrentHashMap<>();

    /** Others may know them from now on. */
    public void add(Holder holder) {
        byNumber.putIfAbsent(holder.number(), holder);
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

    /** Forgets those who have gone. */
    public void forgetGone() {
        byNumber.values().removeIf(holder -> holder.count() == 0);
    }
}
