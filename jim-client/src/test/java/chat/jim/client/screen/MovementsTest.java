package chat.jim.client.screen;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.terminal.PlainTerminal;
import chat.jim.client.terminal.Terminal;
import chat.jim.process.LineWriter;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.text.Language;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who comes to rooms and leaves them, as a person sees it. */
class MovementsTest {
    private static final Address TEA = Address.of("#tea");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Terminal terminal =
            PlainTerminal.ofPerson(new BufferedReader(new StringReader("")), () -> null, new LineWriter(printed));

    /** What runs a moment later. */
    private final List<Runnable> later = new ArrayList<>();

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @AfterEach
    void speakEnglish() {
        Language.choose("en");
    }

    @Test
    void one_who_comes_is_shown_a_moment_later_as_the_server_says_it() {
        Screen screen = screen(Notices.ALL);
        notice(screen, "bob joined #tea");
        assertThat(lines()).isEmpty();

        aMomentPasses();

        assertThat(lines()).containsExactly("-- bob joined #tea");
    }

    @Test
    void many_who_come_within_a_moment_are_one_line_and_those_who_go_another() {
        Screen screen = screen(Notices.ALL);
        for (String name : List.of("bob", "carol", "dave", "eve", "frank")) {
            notice(screen, name + " joined #tea");
        }
        notice(screen, "gus left #tea");
        notice(screen, "hal left #tea");
        aMomentPasses();

        assertThat(lines()).containsExactly("-- bob, carol and 3 others joined #tea", "-- gus and hal left #tea");
    }

    @Test
    void three_are_named_and_rooms_are_kept_apart() {
        Screen screen = screen(Notices.ALL);
        for (String name : List.of("bob", "carol", "dave")) {
            notice(screen, name + " left #tea");
            notice(screen, name + " left #ops");
        }
        aMomentPasses();

        assertThat(lines()).containsExactly("-- bob, carol and dave left #tea", "-- bob, carol and dave left #ops");
    }

    @Test
    void whatever_else_is_shown_comes_behind_those_who_came_before() {
        Screen screen = screen(Notices.ALL);
        notice(screen, "bob joined #tea");
        screen.showMessage(message("bob"));
        notice(screen, "carol joined #tea");
        screen.showNotice(new Response(Code.IMPORTANT, 1, "The server is going down."));

        assertThat(lines())
                .containsExactly(
                        "-- bob joined #tea",
                        "#tea bob: hello",
                        "-- carol joined #tea",
                        "!! The server is going down.");
        aMomentPasses();
        assertThat(lines()).hasSize(4);
    }

    @Test
    void who_comes_and_goes_and_comes_is_shown_as_being_there_in_the_end() {
        Screen screen = screen(Notices.ALL);
        notice(screen, "bob joined #tea");
        notice(screen, "bob left #tea");
        notice(screen, "bob joined #tea");
        aMomentPasses();

        assertThat(lines()).containsExactly("-- bob joined #tea", "-- bob left #tea", "-- bob joined #tea");
    }

    @Test
    void of_talkers_and_contacts_only_those_are_shown() {
        Screen screen = screen(Notices.TALKERS);
        screen.setContacts(List.of("carol", "no name"));
        screen.showMessage(message("bob"));
        screen.showMessage(message("old"));
        now = now.plus(Duration.ofMinutes(6));
        screen.showMessage(message("bob"));
        now = now.plus(Duration.ofMinutes(5));
        for (String name : List.of("Bob", "old", "carol", "dave")) {
            notice(screen, name + " left #tea");
        }
        aMomentPasses();

        assertThat(lines()).last().isEqualTo("-- Bob and carol left #tea");
        assertThat(lines()).hasSize(4);
    }

    @Test
    void with_none_of_them_all_other_notices_are_shown() {
        Screen screen = screen(Notices.NONE);
        notice(screen, "bob joined #tea");
        notice(screen, "bob is online");
        notice(screen, "bob left #tea");
        aMomentPasses();

        assertThat(lines()).containsExactly("-- bob is online");
    }

    @Test
    void where_there_is_no_person_each_is_shown_at_once() {
        Screen screen = new Screen(terminal, new Palette(false), () -> now, Notices.ALL, BellChoice.NONE, null);
        notice(screen, "bob joined #tea");
        notice(screen, "carol joined #tea");

        assertThat(lines()).containsExactly("-- bob joined #tea", "-- carol joined #tea");
    }

    @Test
    void in_russian_the_number_of_the_others_has_its_form() {
        Language.choose("ru");
        Screen screen = screen(Notices.ALL);
        for (int i = 1; i <= 7; i++) {
            notice(screen, "user" + i + " joined #tea");
        }
        aMomentPasses();

        assertThat(lines()).containsExactly("-- user1, user2 и ещё 5 человек теперь в комнате #tea");
    }

    private Screen screen(Notices notices) {
        return new Screen(
                terminal, new Palette(false), () -> now, notices, BellChoice.NONE, (millis, task) -> later.add(task));
    }

    private void aMomentPasses() {
        later.forEach(Runnable::run);
        later.clear();
    }

    private static void notice(Screen screen, String text) {
        screen.showNotice(new Response(Code.NOTICE, 1, text));
    }

    private Action.Msg message(String from) {
        return new Action.Msg(now.getEpochSecond(), TEA, Address.account(from), null, "hello");
    }

    /** Without their times. */
    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.substring("12:00 ".length()))
                .toList();
    }
}
