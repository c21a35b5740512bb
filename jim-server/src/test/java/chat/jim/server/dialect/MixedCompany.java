package chat.jim.server.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.TestServer;
import chat.jim.server.config.ServerConfig;
import chat.jim.testing.RawClient;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One server with people in the common room whose programs are of many kinds. Ann's, Ben's and Carl's are of the course, but only
 * Ann's has written. Lin's is a line peer, Spe's a bare one of the specification, Gus has been Guest at first, and the others are called as their families are.
 */
final class MixedCompany implements Closeable {
    private static final String LEAVE = "{'action': 'leave', 'time': 1.5, 'room': '#fence'}";
    private static final String NOT_THERE = "You are not in #fence";
    private static final Duration LONG = Duration.ofHours(1);

    /** No pause between two objects: what comes is the same, and comes sooner. */
    static final ServerConfig.Timeouts UNPACED = new ServerConfig.Timeouts(Duration.ZERO, LONG, LONG, LONG);

    private static final String COURSE = "{'action': 'presence', 'time': 1.5, 'user': {'account_name': '%s'}}";
    private static final String SPEC = "{'action': 'presence', 'time': 1, 'type': 'status', 'user':"
            + " {'account_name': '%s', 'status': 'here'}}";
    private static final Map<String, String> PRESENCES = presences();

    private final TestServer server;
    private final Map<String, RawClient> members = new LinkedHashMap<>();

    /** Who has said something since it was last asked what everybody has heard. */
    private final Set<String> spoken = new LinkedHashSet<>();

    private static Map<String, String> presences() {
        Map<String, String> presences = new LinkedHashMap<>();
        presences.put("ann", COURSE);
        presences.put("ben", COURSE);
        presences.put("carl", COURSE);
        presences.put("lin", SPEC);
        presences.put("spe", SPEC);
        presences.put("event", COURSE.replace("action", "event"));
        presences.put("client", COURSE.replace("account_name", "client_name"));
        presences.put("gus", "{'action': 'presence', 'time': 1.5, 'user': {'account_name': 'Guest'}}");
        presences.put("gui", COURSE.replace("}}", ", 'pubkey': 'k'}}"));
        return presences;
    }

    MixedCompany() {
        this(UNPACED);
    }

    MixedCompany(ServerConfig.Timeouts timeouts) {
        server = TestServer.start(TestServer.EVERYBODY, timeouts);
        PRESENCES.forEach((name, presence) -> come(name, presence.formatted(name)));
        member("gus").send("{'action': 'authenticate', 'time': 1.5, 'user': {'account_name': 'gus'}}");
        say("lin", "{'action': 'join', 'time': 1, 'room': '#all'}");
        say("spe", "{'action': 'join', 'time': 1, 'room': '#all'}");
        say("ann", "{'action': 'message', 'from': 'ann', 'to': 'ann', 'time': 1.5, 'mess_text': 'note'}");
        heard();
    }

    /** Somebody else comes, who says that first. */
    RawClient come(String name, String first) {
        RawClient program = name.equals("lin") ? server.connect() : RawClient.bare(server.port());
        members.put(name, program);
        say(name, first);
        assertThat(program.receive()).startsWith("{\"response\":200");
        return program;
    }

    /** One of them says just that, Lin with a line feed. */
    void say(String name, String singleQuoted) {
        spoken.add(name);
        member(name).send(singleQuoted);
    }

    /** The names of all of them. */
    List<String> names() {
        return List.copyOf(members.keySet());
    }

    /** How many reads have given a bare peer anything but one whole object. */
    int wrongReads() {
        return names().stream()
                .filter(name -> !name.equals("lin"))
                .mapToInt(name -> member(name).wrongReads())
                .sum();
    }

    /** Whether that one is online. */
    boolean isOnline(String name) {
        return server.isOnline(name);
    }

    /** One of them. */
    RawClient member(String name) {
        return Objects.requireNonNull(members.get(name));
    }

    /** What each has heard since this was asked for the last time; who has heard nothing is left out. */
    Map<String, List<String>> heard() {
        Map<String, List<String>> heard = new LinkedHashMap<>();
        List.copyOf(spoken)
                .forEach(name -> heard.put(name, hear(name))); // by then all has been passed on that they said
        members.keySet().forEach(name -> heard.merge(name, hear(name), MixedCompany::both));
        spoken.clear();
        heard.values().removeIf(List::isEmpty);
        return heard;
    }

    private static List<String> both(List<String> first, List<String> second) {
        first.addAll(second);
        return first;
    }

    /** Hears until what it says now is answered: by then all has come that was on its way to it. */
    private List<String> hear(String name) {
        say(name, name.equals("event") ? LEAVE.replace("action", "event") : LEAVE);
        List<String> all = new ArrayList<>();
        RawClient program = member(name);
        for (String next = program.receive(); !next.contains(NOT_THERE); next = program.receive()) {
            all.add(next);
        }
        return all;
    }

    @Override
    public void close() {
        members.values().forEach(RawClient::close);
        server.close();
    }
}
