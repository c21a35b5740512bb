package chat.jim.server.routing;

import chat.jim.protocol.Address;
import chat.jim.server.session.Session;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is online, by name. A name is claimed first, which keeps others off it, and is online when its session says so: so
 * nothing reaches a session of which it is still being found out whether it may have the name. All methods may be called
 * from any thread.
 */
public final class Directory {
    private final Map<Address, Session> claimed = new ConcurrentHashMap<>();

    /** Gives the name to the session; false if another one has it. In one step, so of many that ask one gets it. */
    public boolean claim(Address name, Session session) {
        return claimed.putIfAbsent(name, session) == null;
    }

    /** Whether a session has the name, online or not yet. */
    public boolean isClaimed(Address name) {
        return claimed.containsKey(name);
    }

    /** Takes the name from the session; does nothing if by now it is another's. */
    public void release(Address name, Session session) {
        claimed.remove(name, session);
    }

    /** The session online by that name, or null. */
    @Nullable
    public Session find(Address name) {
        Session session = claimed.get(name);
        return session != null && name.equals(session.name()) ? session : null;
    }

    /** All sessions that are online. */
    public Stream<Session> sessions() {
        return claimed.values().stream().filter(session -> session.name() != null);
    }

    /** The names online, as they were first written. */
    public Stream<Address> names() {
        return sessions().map(Session::name).flatMap(Stream::ofNullable);
    }
}
