package chat.jim.client.console;

import static chat.jim.client.console.PlayedChat.NOON;
import static chat.jim.client.console.PlayedChat.OK;
import static chat.jim.client.console.PlayedChat.live;
import static chat.jim.client.console.PlayedChat.micros;
import static chat.jim.client.console.PlayedChat.part;
import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.personal.SeenRooms;
import chat.jim.client.recall.RecallWishes;
import chat.jim.protocol.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was said in a room before one came is shown once and in its order. */
@Timeout(120)
class RecallTest {
    private static final Address ALICE = Address.account("alice");
    private static final Address TEA = Address.room("#tea");
    private static final String SECRET = "secret-secret";

    @TempDir
    private Path folder;

    @Test
    void an_account_sees_what_it_has_read_and_what_is_new_behind_a_line() throws IOException {
        try (PlayedChat chat = new PlayedChat(RecallWishes.usual(), SECRET)) {
            chat.type("join #tea");
            chat.answer(
                    "join",
                    "{'response':200,'time':1,'id':" + (NOON - 1) + ",'read':" + micros(11, 30)
                            + ",'unread':2,'kept':2592000}");
            assertThat(chat.answer(
                            "history",
                            part(micros(11, 29), "one"),
                            part(micros(11, 30), "two"),
                            part(micros(11, 40), "three"),
                            part(NOON - 1, "four, alice"),
                            OK))
                    .contains("\"limit\":22");

            assertThat(chat.printedAfter("four"))
                    .containsSequence(
                            "-- What is said in #tea is kept for 30 days, and whoever is in the room can read it. --",
                            "11:29 #tea bob: one",
                            "11:30 #tea bob: two",
                            "-- 2 new since 11:30 --",
                            "11:40 #tea bob: three",
                            "11:59 >> #tea bob: four, alice");
        }
    }

    @Test
    void the_day_is_told_where_it_is_another_one() throws IOException {
        try (PlayedChat chat = new PlayedChat(RecallWishes.usual(), SECRET)) {
            long yesterday = micros(11, 0) - 86_400_000_000L;
            chat.enter(yesterday, yesterday, part(yesterday, "one"));
            chat.server().send(live(NOON, "now"));

            assertThat(chat.printedAfter("now"))
                    .containsSequence(
                            "--- Saturday, November 28, 2026 ---",
                            "11:00 #tea bob: one",
                            "--- Sunday, November 29, 2026 ---",
                            "12:00 #tea bob: now");
        }
    }

    @Test
    void of_much_that_is_new_the_newest_is_shown_and_how_to_see_the_rest() throws IOException {
        try (PlayedChat chat = new PlayedChat(RecallWishes.usual(), SECRET)) {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                parts.add(part(NOON - 120 + i, "text " + i + "."));
            }
            parts.add("{'response':200,'time':1,'alert':'x','more':true}");
            chat.type("join #tea");
            chat.answer(
                    "join",
                    "{'response':200,'time':1,'id':" + (NOON - 1) + ",'read':" + micros(9, 5)
                            + ",'unread':340,'kept':0}");
            chat.answer("history", parts.toArray(String[]::new));

            List<String> lines = chat.printedAfter("text 119.");
            assertThat(lines)
                    .containsSequence(
                            "-- 340 new since 09:05 --",
                            "-- 240 more: history #tea 09:05 --",
                            "11:59 #tea bob: text 20.",
                            "11:59 #tea bob: text 21.");
            assertThat(lines).noneMatch(line -> line.contains("text 19."));
        }
    }

    @Test
    void what_is_said_meanwhile_waits_and_nothing_is_shown_twice() throws IOException {
        try (PlayedChat chat = new PlayedChat(RecallWishes.usual(), SECRET)) {
            chat.type("join #tea");
            chat.answer(
                    "join",
                    "{'response':200,'time':1,'id':" + (NOON - 2) + ",'read':" + (NOON - 2) + ",'unread':0}",
                    live(NOON - 1, "in both"),
                    live(NOON, "live"));
            chat.answer("history", part(NOON - 2, "before"), part(NOON - 1, "in both"), OK);
            chat.server().send(live(NOON - 1, "in both")).send(live(NOON + 1, "last"));

            assertThat(chat.printedAfter("last"))
                    .containsSubsequence(
                            "11:59 #tea bob: before",
                            "-- 1 new since 11:59 --",
                            "11:59 #tea bob: in both",
                            "12:00 #tea bob: live",
                            "12:00 #tea bob: last")
                    .filteredOn(line -> line.contains("in both"))
                    .hasSize(1);
        }
    }

    @Test
    void in_a_room_that_is_not_kept_nothing_is_asked_or_said() throws IOException {
        try (PlayedChat chat = new PlayedChat(RecallWishes.usual(), SECRET)) {
            chat.type("join #tea");
            chat.answer("join", OK);
            chat.server().send("{'action':'msg','time':1,'to':'#tea','from':'bob','message':'hi'}");
            chat.awaitPrinted("#tea bob: hi");
            chat.breakLink();
            chat.answer("join", OK);
            chat.type("message bob psst");

            assertThat(chat.answer("psst", OK)).contains("msg");
        }
    }

    @Test
    void a_guest_goes_on_where_the_file_says() throws IOException {
        SeenRooms seen = SeenRooms.in(folder, "127.0.0.1", 7777);
        seen.add(ALICE, TEA, micros(11, 0));
        seen.save();
        SeenRooms again = SeenRooms.in(folder, "127.0.0.1", 7777);
        try (PlayedChat chat = new PlayedChat(new RecallWishes(20, again), null)) {
            chat.type("join #tea");
            chat.answer("join", "{'response':200,'time':1,'id':" + NOON + ",'kept':60}");
            chat.answer("history", part(micros(11, 0), "one"), part(NOON, "two"), OK);

            assertThat(chat.printedAfter("two"))
                    .containsSequence("11:00 #tea bob: one", "-- 1 new since 11:00 --", "12:00 #tea bob: two")
                    .noneMatch(line -> line.contains("is kept for"));
            chat.type("ignore");
            chat.awaitPrinted("You ignore nobody.");
            chat.type("exit");
            assertThat(chat.answer("quit", OK)).contains("quit");
        }
        await().untilAsserted(
                        () -> assertThat(SeenRooms.in(folder, "127.0.0.1", 7777).last(ALICE, TEA))
                                .isEqualTo(NOON));
    }

    @Test
    void an_account_tells_the_server_what_it_has_read_once_somebody_types() throws IOException {
        try (PlayedChat chat = new PlayedChat(RecallWishes.usual(), SECRET)) {
            chat.enter(NOON - 5, NOON - 5, part(NOON - 5, "one"));
            chat.server().send(live(NOON, "two"));
            chat.awaitPrinted("two");
            chat.type("ignore");

            assertThat(chat.server().receive()).contains("\"action\":\"mark\"", "\"room\":\"#tea\"", "\"id\":" + NOON);
        }
    }

    @Test
    void what_was_read_while_the_server_was_away_is_told_after_that() throws IOException {
        try (PlayedChat chat = new PlayedChat(RecallWishes.usual(), SECRET)) {
            chat.enter(NOON - 5, NOON - 5, part(NOON - 5, "one"));
            chat.server().send(live(NOON, "two"));
            chat.awaitPrinted("two");
            chat.server().close();
            chat.awaitPrinted("Trying to come back.");
            chat.type("ignore");
            chat.awaitPrinted("You ignore nobody.");
            chat.letIn();
            chat.answer("join", "{'response':200,'time':1,'id':" + NOON + ",'kept':0}");
            chat.answer("history", part(NOON, "two"), OK);
            chat.server().send("{'response':100,'time':1,'alert':'carol is online'}");
            chat.awaitPrinted("carol is online"); // so the history has been read
            chat.type("unignore bob");

            assertThat(chat.answer("\"id\"", OK)).contains("\"action\":\"mark\"", "\"id\":" + NOON);
        }
    }

    @Test
    void no_lines_are_shown_to_who_wants_none() throws IOException {
        try (PlayedChat chat = new PlayedChat(new RecallWishes(0, SeenRooms.ofSession()), SECRET)) {
            chat.type("join #tea");
            chat.answer("join", "{'response':200,'time':1,'id':" + NOON + ",'read':1,'unread':9,'kept':0}");
            chat.server().send(live(NOON + 1, "live"));
            chat.awaitPrinted("12:00 #tea bob: live");
            chat.type("message bob psst");

            assertThat(chat.answer("psst", OK)).contains("msg");
        }
    }
}
