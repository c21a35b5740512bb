package chat.jim.server.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.config.ServerConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * PROTOCOL.md, appendix: whatever the parts of a message are called, and however deep they stand, a message that names one
 * person reaches nobody else. All of them write, with known names, misspelt ones, in inner objects and in lists.
 */
class RoleFuzzTest {
    private static final int ROUNDS = 600;
    private static final int PACED_ROUNDS = 5;
    private static final Duration LONG = Duration.ofHours(1);
    private static final ServerConfig.Timeouts PACED =
            new ServerConfig.Timeouts(Duration.ofMillis(50), LONG, LONG, LONG);

    private static final List<String> VERBS = List.of("msg", "message", "MESSAGE", "m", "Message");
    private static final List<String> SENDERS = List.of("from", "sender", "account_name", "user", "From", "user_name");
    private static final List<String> ADDRESSEES = List.of(
            "to",
            "destination",
            "recipient",
            "receiver",
            "to_user",
            "addressee",
            "TO",
            "toUser",
            "too",
            "t0",
            "whom",
            "dest",
            "reciever",
            "contact",
            "name",
            "login",
            "peer");
    /** Those of them that are found. */
    private static final List<String> KNOWN = ADDRESSEES.subList(0, 8);

    private static final List<String> TEXTS =
            List.of("message", "mess_text", "message_text", "msg_text", "text", "msg txt", "Text", "body", "txt");
    private static final List<String> EXTRAS = List.of(
            "'encoding': 'utf-8'",
            "'type': 'private'",
            "'id': 7",
            "'code': null",
            "'to': ''",
            "'to': null",
            "'x': {'y': [1, null]}",
            "'me': true",
            "'mood': 'good'",
            "'room': '#tea'",
            "'from': 'maverick'",
            "'time': 'now'");

    private final long seed = Long.getLong("jim.seed", System.nanoTime());
    private final List<String> sent = new ArrayList<>();
    private final Random random = new Random(seed);

    @Test
    void a_message_that_names_somebody_reaches_nobody_else() {
        System.out.println("RoleFuzzTest: -Djim.seed=" + seed);
        int arrived = 0;
        try (MixedCompany company = new MixedCompany()) {
            for (int round = 0; round < ROUNDS; round++) {
                String from = any(company.names());
                String to = any(others(company, from));
                String token = "only-for-" + to + "-" + round;
                String object = message(from, to, token);
                sent.add(from + ": " + object);
                company.say(from, object);
                if (round % 6 == 5) {
                    arrived += check(company.heard(), company);
                }
            }
        }
        assertThat(arrived).as("seed %s", seed).isGreaterThan(ROUNDS / 20);
    }

    /** A reader that the machine holds up for longer than the pace finds two; without the pace nearly all would. */
    @Test
    void one_read_gives_one_object_whatever_is_written() {
        int objects = 0;
        try (MixedCompany company = new MixedCompany(PACED)) {
            for (int round = 0; round < PACED_ROUNDS; round++) {
                for (String from : company.names()) {
                    company.say(from, message(from, any(others(company, from)), "tea"));
                }
                objects +=
                        company.heard().values().stream().mapToInt(List::size).sum();
            }
            assertThat(company.wrongReads()).as("seed %s, of %s", seed, objects).isLessThan(objects / 10);
        }
    }

    /** Who names nobody but himself says no more than who is speaking. */
    private static List<String> others(MixedCompany company, String from) {
        return company.names().stream().filter(name -> !name.equals(from)).toList();
    }

    /** Returns how many have reached whom they were for. */
    private int check(Map<String, List<String>> heard, MixedCompany company) {
        int arrived = 0;
        for (Map.Entry<String, List<String>> one : heard.entrySet()) {
            String name = one.getKey();
            for (String object : one.getValue()) {
                String what = "seed " + seed + ": to " + name + ": " + object;
                if (object.contains("only-for-")) {
                    String said = sent.get(Integer.parseInt(object.replaceAll("(?s).*only-for-\\w+-(\\d+).*", "$1")));
                    boolean own = said.startsWith(name + ": "); // it may have named itself, too
                    assertThat(own || object.contains("only-for-" + name + "-"))
                            .as("%s, after %s", what, said)
                            .isTrue();
                    arrived++;
                }
                assertThat(object).as(what).doesNotContain("\"response\":500");
                if (!name.equals("lin")) {
                    assertThat((object + "\n").getBytes(UTF_8)).as(what).hasSizeLessThanOrEqualTo(1024);
                }
                if (name.equals("ann") || name.equals("ben") || name.equals("carl")) {
                    assertThat(object).as(what).doesNotContain("\"response\"");
                }
            }
        }
        assertThat(company.names()).as("seed %s", seed).allMatch(company::isOnline);
        return arrived;
    }

    private String message(String from, String to, String token) {
        List<String> members = new ArrayList<>();
        members.add("'" + (from.equals("event") ? "event" : "action") + "': '" + any(VERBS) + "'");
        if (random.nextInt(10) > 0) {
            members.add("'time': " + any(List.of("1.5", "1", "'1'", "null", "'Tue Nov 14 22:13:20 2023'", "1e300")));
        }
        if (random.nextInt(4) > 0) {
            members.add(placed(any(SENDERS), any(List.of(from, from, from, "self", to))));
        }
        members.add(
                random.nextInt(12) == 0
                        ? "'" + any(KNOWN) + "': {'" + to + "': " + random.nextInt(2) + "}"
                        : placed(any(ADDRESSEES), to));
        if (random.nextInt(5) == 0) {
            members.add(placed(any(ADDRESSEES), any(List.of(to, "", from))));
        }
        members.add(placed(
                any(TEXTS),
                token + " " + any(List.of("x", "\u0436", "\ud83d\ude00")).repeat(random.nextInt(450))));
        if (random.nextInt(3) == 0) {
            members.add(any(EXTRAS));
        }
        Collections.shuffle(members, random);
        return "{" + String.join(", ", members) + "}";
    }

    /** The member, maybe in an inner object or with a list. */
    private String placed(String name, String value) {
        String text = "'" + value + "'";
        return switch (random.nextInt(8)) {
            case 0 -> "'" + name + "': [" + text + "]";
            case 1 -> "'" + name + "': {'name': " + text + "}";
            case 2 -> "'header" + random.nextInt(100) + "': {'" + name + "': " + text + "}";
            case 3 -> "'x" + random.nextInt(100) + "': [{'" + name + "': " + text + "}]";
            default -> "'" + name + "': " + text;
        };
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
