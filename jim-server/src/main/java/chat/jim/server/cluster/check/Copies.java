package chat.jim.server.cluster.check;

import chat.jim.codec.JsonLine;
import java.util.Map;
import java.util.TreeMap;

/** The copies of streams that are not as their leaders have them, by the servers of the engine: most have many. For one thread. */
final class Copies {
    private final Map<String, Behind> servers = new TreeMap<>();

    /**
     * What one server lacks.
     *
     * @param streams of how many it has a copy that is not up to date
     * @param changes how many it lacks of the one where these are most
     */
    private record Behind(int streams, long changes, boolean isAway) {
        Behind and(Behind other) {
            return new Behind(streams + other.streams, Math.max(changes, other.changes), isAway || other.isAway);
        }
    }

    /** Looks at a copy, of which the engine says that. */
    void add(JsonLine replica) {
        boolean isAway = replica.flag("offline");
        if (isAway || !replica.flag("current")) {
            servers.merge(replica.text("name"), new Behind(1, replica.number("lag", 0), isAway), Behind::and);
        }
    }

    /** Whether all are as they should be. */
    boolean areCurrent() {
        return servers.isEmpty();
    }

    /** Says which are not. */
    void tell(Findings findings) {
        servers.forEach((server, behind) -> {
            if (behind.isAway()) {
                findings.wrong("check.away", server, behind.streams());
            } else {
                findings.wrong("check.behind", server, behind.streams(), behind.changes());
            }
        });
    }
}
