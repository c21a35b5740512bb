package chat.jim.client.moderation;

import chat.jim.client.past.PastTime;
import chat.jim.client.text.SafeText;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.text.Texts;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Who somebody is, in a line; the times are those of the user's zone. */
final class Whois {
    private static final Texts TEXTS = Texts.of(Whois.class);

    /** Who has done nothing for less is not idle. */
    private static final int IDLE_SECONDS = 60;

    private Whois() {}

    /** The line for an answer, at whose time one looks back. */
    static String of(Address person, Response answer) {
        List<String> facts = new ArrayList<>();
        facts.add(TEXTS.say(kind(answer)));
        Long since = answer.number(Detail.SINCE);
        Long seen = answer.number(Detail.SEEN);
        if (since != null) {
            facts.add(TEXTS.say("whois.online", time(since, answer)));
            idle(answer, facts);
        } else {
            facts.add(TEXTS.say("whois.offline"));
            if (seen != null) {
                facts.add(TEXTS.say("whois.seen", time(seen, answer)));
            }
        }
        answer.users().stream()
                .map(user -> Objects.requireNonNullElse(user.status(), ""))
                .filter(status -> !status.isEmpty())
                .forEach(status -> facts.add('"' + SafeText.isolated(status) + '"'));
        String line = SafeText.name(spelled(person, answer)) + ": " + String.join(", ", facts);
        List<String> rooms = Objects.requireNonNullElse(answer.names(), List.of());
        return rooms.isEmpty()
                ? line
                : line + "; "
                        + TEXTS.say(
                                "whois.rooms", rooms.stream().map(SafeText::of).collect(Collectors.joining(", ")));
    }

    /** The name as the server writes it, with which its sentence begins. */
    private static Address spelled(Address person, Response answer) {
        try {
            Address named = Address.account(String.valueOf(answer.text()).split(" ", 2)[0]);
            return named.equals(person) ? named : person;
        } catch (ProtocolException e) {
            return person;
        }
    }

    private static String kind(Response answer) {
        if (answer.is(Detail.OPERATOR)) {
            return "whois.operator";
        }
        return answer.is(Detail.REGISTERED) ? "whois.account" : "whois.guest";
    }

    private static void idle(Response answer, List<String> facts) {
        Long idle = answer.number(Detail.IDLE);
        if (idle != null && idle >= IDLE_SECONDS) {
            facts.add(TEXTS.say("whois.idle", Span.of(idle)));
        }
    }

    /** A server may send any number. */
    private static String time(long seconds, Response answer) {
        try {
            Instant now = Instant.ofEpochSecond(answer.time());
            return new PastTime(now, ZoneId.systemDefault()).lately(Instant.ofEpochSecond(seconds));
        } catch (DateTimeException | ArithmeticException e) {
            return String.valueOf(seconds);
        }
    }
}
