package chat.jim.client.screen;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.terminal.PlainTerminal;
import chat.jim.client.terminal.Terminal;
import chat.jim.process.LineWriter;
import chat.jim.protocol.Address;
import chat.jim.protocol.Flag;
import chat.jim.protocol.action.Action;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {
    private static final Address BOB = Address.account("bob");
    private static final Address ALICE = Address.account("alice");
    private static final Address TEA = Address.of("#tea");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Instant now = at("2026-03-01T23:59:58");

    private final Terminal terminal =
            PlainTerminal.ofPerson(new BufferedReader(new StringReader("")), () -> null, new LineWriter(printed));

    @Test
    void where_a_day_ends_a_line_says_which_one_begins() {
        Screen screen = new Screen(terminal, new Palette(false), () -> now);
        screen.showMessage(message(ALICE, "late"));
        now = at("2026-03-02T00:00:01");
        screen.showMessage(message(ALICE, "early"));
        screen.showMessage(message(ALICE, "next"));

        assertThat(lines())
                .containsExactly(
                        "23:59 bob: late", "--- Monday, March 2, 2026 ---", "00:00 bob: early", "00:00 bob: next");
    }

    @Test
    void a_message_that_has_waited_is_shown_with_the_time_when_it_was_sent() {
        Screen screen = new Screen(terminal, new Palette(false), () -> now);
        screen.showMessage(message(at("2026-03-01T23:58:30"), "fresh"));
        screen.showMessage(message(at("2026-03-01T08:05:00"), "of today"));
        screen.showMessage(message(at("2026-02-27T08:05:00"), "older"));
        screen.showMessage(message(at("2020-01-01T00:00:00"), "who has no clock"));
        screen.showMessage(message(at("2030-01-01T00:00:00"), "from the future"));

        assertThat(lines())
                .containsExactly(
                        "23:59 bob: fresh",
                        "23:59 bob (08:05): of today",
                        "23:59 bob (Friday, February 27, 2026, 08:05): older",
                        "23:59 bob: who has no clock",
                        "23:59 bob: from the future");
    }

    @Test
    void what_names_us_in_a_room_is_marked() {
        Screen screen = new Screen(terminal, new Palette(false), () -> now);
        screen.setUser(ALICE);
        screen.showMessage(message(ALICE, "hello alice"));
        screen.showMessage(message(TEA, "hello all"));
        assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain(">>");

        screen.showMessage(message(TEA, "hello Alice"));
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains(">> #tea bob: hello Alice");
    }

    @ParameterizedTest
    @CsvSource({"ALL, 3", "MENTIONS, 2", "NONE, 0"})
    void the_bell_rings_for_what_was_chosen_and_never_for_what_one_writes_oneself(BellChoice choice, int rings) {
        Screen screen = new Screen(terminal, new Palette(false), () -> now, Notices.ALL, choice);
        screen.setUser(ALICE);
        List<Action.Msg> messages = List.of(
                message(ALICE, "a direct message"),
                message(TEA, "hello Alice"),
                message(TEA, "hello all"),
                new Action.Msg(1, ALICE, ALICE, null, "note to self"));
        for (Action.Msg message : messages) {
            screen.showMessage(message);
            now = now.plusSeconds(1);
        }

        assertThat(bells()).isEqualTo(rings);
    }

    @Test
    void a_flood_rings_once_a_second() {
        Screen screen = new Screen(terminal, new Palette(false), () -> now);
        for (int i = 0; i < 100; i++) {
            screen.showMessage(message(ALICE, "wake up"));
            now = now.plusMillis(20);
        }

        assertThat(bells()).isEqualTo(2);
    }

    @Test
    void what_somebody_does_begins_with_a_star_and_what_is_said_never_does() {
        Screen screen = new Screen(terminal, new Palette(false), () -> now);
        screen.showMessage(deed(ALICE, "waves\n-- carol joined #tea"));
        screen.showMessage(deed(TEA, "waves"));
        screen.showMessage(message(ALICE, "* carol waves"));

        assertThat(lines())
                .containsExactly(
                        "23:59 * bob waves\\n-- carol joined #tea",
                        "23:59 #tea * bob waves",
                        "23:59 bob: * carol waves");
    }

    private static Action.Msg deed(Address to, String text) {
        return new Action.Msg(1, to, BOB, null, text, Flag.YES, null, null);
    }

    private long bells() {
        return printed.toString(StandardCharsets.UTF_8)
                .chars()
                .filter(c -> c == 7)
                .count();
    }

    @Test
    void a_name_has_the_same_colour_in_whatever_case_and_none_without_colours() {
        Palette colored = new Palette(true);

        assertThat(colored.name("bob").replace("bob", ""))
                .isEqualTo(colored.name("BOB").replace("BOB", ""));
        assertThat(colored.name("bob")).startsWith("\u001b[").endsWith("\u001b[0m");
        assertThat(new Palette(false).name("bob")).isEqualTo("bob");
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8)
                .replace("\u0007", "")
                .lines()
                .toList();
    }

    private static Action.Msg message(Address to, String text) {
        return new Action.Msg(1, to, BOB, null, text);
    }

    private static Action.Msg message(Instant sent, String text) {
        return new Action.Msg(sent.getEpochSecond(), ALICE, BOB, null, text);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.systemDefault()).toInstant();
    }
}
