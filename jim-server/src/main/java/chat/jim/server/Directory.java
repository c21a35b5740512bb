package chat.jim.server;

import chat.jim.protocol.Address;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is online, by name. All methods may be called from any thread. */
final class Directory {
    private final Map<Address, Session> online = new ConcurrentHashMap<>();

    /** Gives the name to the session; false if another one has it. In one step, so of many that ask one gets it. */
    boolean claim(Address name, Session session) {
        return online.putIfAbsent(name, session) == null;
    }

    /** Takes the name from the session; does nothing if by now it is another's. */
    void release(Address name, Session session) {
        online.remove(name, session);
    }

    /** The session of that name, or null. */
    @Nullable
    Session find(Address name) {
        return online.get(name);
    }

    /** The names online, as they were first written. */
    Stream<Address> names() {
        return online.keySet().stream();
    }
}
