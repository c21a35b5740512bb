package chat.jim.server.measure;

import chat.jim.protocol.Code;
import chat.jim.protocol.action.Action;
import chat.jim.protocol.action.Verb;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a server counts.
 *
 * @param connections how many have begun
 * @param usages what the connections have done
 * @param requests by their verbs; without the plain messages, which {@link Traffic} counts
 * @param responses by their codes; without those to plain messages
 * @param logins by how they ended
 * @param refusals why connections were refused
 * @param endings why connections ended
 * @param delays how often a peer had to wait since it had sent too much
 */
public record Measures(
        LongAdder connections,
        Usages usages,
        Tally requests,
        Tally responses,
        Tally logins,
        Tally refusals,
        Tally endings,
        LongAdder delays) {
    private static final String UNREADABLE = "unreadable";
    private static final List<Integer> CODES =
            List.of(200, 201, 202, 400, 401, 402, 403, 404, 409, 410, 429, 500, 503, 504);
    private static final List<String> REFUSALS = List.of("full", "address", "banned", "rate", "tls", "draining");
    private static final List<String> LOGINS = List.of("ok", "wrong", "blocked", "throttled", "conflict", "refused");

    /** Nothing has happened yet. */
    public static Measures create() {
        return new Measures(
                new LongAdder(),
                new Usages(),
                new Tally(Stream.concat(Arrays.stream(Verb.values()).map(Verb::word), Stream.of(UNREADABLE))
                        .toList()),
                new Tally(CODES.stream().map(String::valueOf).toList()),
                new Tally(LOGINS),
                new Tally(REFUSALS),
                new Tally(Arrays.stream(Ending.values()).map(Ending::word).toList()),
                new LongAdder());
    }

    /** A connection has begun. */
    public void begin(Supplier<Usage> connection) {
        connections.increment();
        usages.begin(connection);
    }

    /** A connection has ended. */
    public void end(Supplier<Usage> connection, Ending why) {
        usages.end(connection);
        endings.note(why.word());
    }

    /**
     * A request was answered.
     *
     * @param request null if it was unreadable
     * @param wasOnline whether the peer was online when it came
     */
    public void answered(@Nullable Action request, boolean wasOnline, Code code) {
        requests.note(request == null ? UNREADABLE : request.verb().word());
        responses.note(code.toString());
        boolean isLogin = request instanceof Action.Presence
                || request instanceof Action.Authenticate
                || request instanceof Action.Register;
        if (isLogin && !wasOnline) {
            logins.note(result(code));
        }
    }

    private static String result(Code code) {
        if (!code.isError()) {
            return "ok";
        }
        return switch (code.number()) {
            case 402 -> "wrong";
            case 403 -> "blocked";
            case 409 -> "conflict";
            case 429 -> "throttled";
            default -> "refused";
        };
    }
}
