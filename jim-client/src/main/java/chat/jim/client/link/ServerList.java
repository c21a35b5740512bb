package chat.jim.client.link;

import chat.jim.net.Connection;
import chat.jim.text.Texts;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers of a client, and which of them is tried next: the one that was good last, and then the others in turn. Only for
 * one thread at a time, unless a method says otherwise.
 */
public final class ServerList {
    private static final Texts TEXTS = Texts.of(ServerList.class);
    private static final Logger LOG = LoggerFactory.getLogger(ServerList.class);

    /** More than that many are not tried, however many the DNS names. */
    private static final int MOST = 16;

    /** What is done with a server; it fails if the server does not answer. */
    public interface Attempt<T> {
        /** Tries it with that server. */
        T at(ServerAddress server) throws IOException;
    }

    private static final int CONNECT_MILLIS = 10_000;

    /** For one of several servers. */
    private static final int SHORT_CONNECT_MILLIS = 5000;

    private final List<ServerName> names;

    /** Those of the last round. */
    private volatile List<ServerAddress> all = List.of();

    /** Whether to ask the DNS before the next round: at the start, and when no server was good. */
    private boolean outdated = true;

    private volatile ServerAddress current;

    private ServerList(List<ServerName> names) {
        this.names = names;
        current = names.get(0).usual();
        names.forEach(ServerName::look);
    }

    /** A single server. */
    public static ServerList of(ServerAddress only) {
        return new ServerList(List.of(new ServerName(only, null)));
    }

    /** Several, beginning with any of them, so that many clients spread. The DNS is asked from now on. */
    public static ServerList of(List<ServerName> names, RandomGenerator random) {
        List<ServerName> turned = new ArrayList<>(names);
        Collections.rotate(turned, random.nextInt(names.size()));
        return new ServerList(turned);
    }

    /** The server that was tried last, or is to be tried next. From any thread. */
    public ServerAddress current() {
        return current;
    }

    /** Whether any of several servers is on another machine, and reached over plain TCP. From any thread. */
    public boolean mayBeExposed() {
        return all.size() > 1 && all.stream().anyMatch(ServerAddress::mayBeExposed);
    }

    /**
     * Connects to one of them, with less patience if there are others.
     *
     * @throws IOException see {@link ServerAddress#connect}
     */
    public Connection connect(ServerAddress server) throws IOException {
        return server.connect(all.size() > 1 ? SHORT_CONNECT_MILLIS : CONNECT_MILLIS);
    }

    /**
     * Tries them one after the other, beginning with the current one, until a result is good. That one is current then.
     *
     * @return the good result, or else the last one that there was
     * @throws UntrustedServerException there was no result, and one of the servers is not trusted
     * @throws NoServerException none of several servers answers
     * @throws IOException the only one does not answer
     */
    public <T> T tryEach(Attempt<T> attempt, Predicate<T> isGood) throws IOException {
        List<ServerAddress> round = round();
        Map<ServerAddress, IOException> problems = new LinkedHashMap<>();
        @Nullable T last = null;
        for (ServerAddress server : round) {
            current = server;
            try {
                last = attempt.at(server);
                if (isGood.test(last)) {
                    return last;
                }
            } catch (IOException e) {
                LOG.debug("{} does not let the client in", server, e);
                problems.put(server, e);
            }
        }
        outdated = true;
        current = round.isEmpty() ? current : round.get(0);
        if (last == null) {
            throw problem(problems);
        }
        return last;
    }

    private List<ServerAddress> round() {
        if (outdated) {
            names.forEach(ServerName::look); // all at once
            all = names.stream()
                    .flatMap(name -> name.addresses().stream())
                    .distinct()
                    .limit(MOST)
                    .toList();
            outdated = false;
        }
        List<ServerAddress> round = new ArrayList<>(all);
        Collections.rotate(round, -Math.max(0, all.indexOf(current)));
        return round;
    }

    /** What would not help by trying again says most. */
    private static IOException problem(Map<ServerAddress, IOException> problems) {
        if (problems.isEmpty()) {
            return new IOException(TEXTS.say("connect.none"));
        }
        Collection<IOException> all = problems.values();
        return all.stream()
                .filter(problem -> all.size() == 1 || problem instanceof UntrustedServerException)
                .findFirst()
                .orElseGet(() -> new NoServerException(problems.entrySet().stream()
                        .map(entry -> TEXTS.say("connect.tried", entry.getKey(), reason(entry.getValue())))
                        .collect(Collectors.joining("; "))));
    }

    private static String reason(IOException problem) {
        return problem instanceof UnknownHostException
                ? TEXTS.say("connect.nohost")
                : String.valueOf(problem.getMessage()).replaceFirst("[.:]$", "");
    }
}
