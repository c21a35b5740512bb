package chat.jim.client.console;

import static chat.jim.client.console.PlayedChat.NOON;
import static chat.jim.client.console.PlayedChat.OK;
import static chat.jim.client.console.PlayedChat.live;
import static chat.jim.client.console.PlayedChat.part;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.recall.RecallWishes;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was said in a room while the server was away is shown once and in its order. */
@Timeout(120)
class MissedTest {
    private static final String SECRET = "secret-secret";
    private static final long TWO_MINUTES = 120_000_000;

    @Test
    void after_a_loss_what_was_missed_is_shown_and_nothing_twice() throws IOException {
        try (PlayedChat chat = new PlayedChat(RecallWishes.usual(), SECRET)) {
            chat.enter(NOON - TWO_MINUTES, NOON - TWO_MINUTES, part(NOON - TWO_MINUTES, "old"));
            chat.server().send(live(NOON, "seen")).send(live(NOON - 1, "late"));
            chat.awaitPrinted("late");
            chat.breakLink();
            chat.answer("join", "{'response':200,'time':1,'id':" + (NOON + 9) + ",'read':1,'unread':9,'kept':0}");
            assertThat(chat.answer(
                            "history",
                            part(NOON - 2, "overtaken"),
                            part(NOON - 1, "late"),
                            part(NOON, "seen"),
                            live(NOON + 4, "live"),
                            part(NOON + 1, "missed"),
                            "{'response':200,'time':1,'alert':'x','more':true}"))
                    .contains("\"after\":" + (NOON - 5_000_000), "\"limit\":200");
            assertThat(chat.answer("history", part(NOON + 3, "page two"), part(NOON + 4, "live"), OK))
                    .contains("\"after\":" + (NOON + 1));
            chat.server().send(live(NOON + 5, "last"));

            List<String> lines = chat.printedAfter("last");
            assertThat(lines)
                    .containsSequence(
                            "-- missed while away (2 and more) --",
                            "11:59 #tea bob: overtaken",
                            "12:00 #tea bob: missed",
                            "12:00 #tea bob: page two",
                            "12:00 #tea bob: live",
                            "12:00 #tea bob: last");
            assertThat(lines)
                    .filteredOn(line -> line.contains(": seen") || line.contains(": late"))
                    .hasSize(2);
        }
    }

    @Test
    void at_another_server_the_room_and_what_was_kept_come_back() throws IOException {
        try (PlayedChat chat = new PlayedChat(RecallWishes.usual(), SECRET)) {
            chat.enter(NOON, NOON, part(NOON, "old"));
            String other = chat.killServer();
            chat.type("message bob kept");
            chat.awaitPrinted("Not sent yet: -> bob: kept");
            chat.letIn();

            chat.awaitPrinted("Connected again to " + other + " as alice.");
            chat.answer("join", "{'response':200,'time':1,'id':" + NOON + ",'kept':0}");
            chat.answerInAnyOrder("\"kept\"", "\"history\""); // each is up to a thread of its own
            chat.awaitPrinted("12:00 -> bob: kept");
        }
    }

    @Test
    void who_is_lost_again_goes_on_with_the_page_that_is_missing() throws IOException {
        try (PlayedChat chat = new PlayedChat(RecallWishes.usual(), SECRET)) {
            chat.enter(NOON, NOON, part(NOON, "old"));
            String joined = "{'response':200,'time':1,'id':" + (NOON + 9) + ",'kept':0}";
            chat.breakLink();
            chat.answer("join", joined);
            chat.answer("history", part(NOON + 1, "one"), "{'response':200,'time':1,'alert':'x','more':true}");
            chat.answer("history");
            chat.server().send(live(NOON + 9, "now"));
            chat.breakLink();
            chat.answer("join", joined);
            assertThat(chat.answer("history", part(NOON + 2, "two"), part(NOON + 9, "now"), OK))
                    .contains("\"after\":" + (NOON + 1) + ",");

            assertThat(chat.printedAfter("bob: now"))
                    .containsSubsequence("12:00 #tea bob: one", "12:00 #tea bob: two", "12:00 #tea bob: now")
                    .filteredOn(line -> line.startsWith("12:00 #tea bob: "))
                    .hasSize(4);
        }
    }

    @Test
    void after_a_loss_in_which_nothing_was_said_nothing_is_shown() throws IOException {
        try (PlayedChat chat = new PlayedChat(RecallWishes.usual(), SECRET)) {
            chat.enter(NOON, NOON, part(NOON, "old"));
            chat.breakLink();
            chat.answer("join", "{'response':200,'time':1,'id':" + NOON + ",'kept':0}");
            chat.answer("history", part(NOON, "old"), OK);
            chat.server().send(live(NOON + 5, "last"));

            assertThat(chat.printedAfter("last")).noneMatch(line -> line.contains("missed"));
        }
    }

    @Test
    void what_was_under_way_and_has_arrived_counts_as_sent_and_the_rest_is_given_back() throws IOException {
        try (PlayedChat chat = new PlayedChat(RecallWishes.usual(), SECRET)) {
            chat.enter(NOON - 9, NOON - 9, part(NOON - 9, "old"));
            chat.type("message #tea arrived");
            chat.answer("arrived");
            chat.type("message #tea lost");
            chat.answer("lost");
            chat.breakLink();
            chat.awaitPrinted("Under way when the server was lost: -> #tea: arrived");
            chat.answer("join", "{'response':200,'time':1,'id':" + NOON + ",'kept':0}");
            chat.answer(
                    "history", part(NOON - 1, "arrived"), part(NOON, "arrived").replace("'bob'", "'alice'"), OK);

            List<String> lines = chat.printedAfter("It is not known whether this arrived: -> #tea: lost");
            assertThat(lines)
                    .containsSubsequence(
                            "12:00 -> #tea: arrived", "-- missed while away (1) --", "11:59 #tea bob: arrived");
            assertThat(lines).noneMatch(line -> line.contains("not known whether this arrived: -> #tea: arrived"));
        }
    }

    @Test
    void what_another_session_may_have_said_does_not_count_as_sent() throws IOException {
        try (PlayedChat chat = new PlayedChat(RecallWishes.usual(), SECRET)) {
            chat.enter(NOON - 9, NOON - 9, part(NOON - 9, "old"));
            chat.type("message #tea ok");
            chat.answer("ok");
            chat.breakLink("{'response':200,'time':1,'alert':'Done.','sessions':2}");
            chat.answer("join", "{'response':200,'time':1,'id':" + NOON + ",'kept':0}");
            chat.answer("history", part(NOON, "ok").replace("'bob'", "'alice'"), OK);

            chat.awaitPrinted("It is not known whether this arrived: -> #tea: ok");
        }
    }

    @Test
    void what_was_said_once_counts_for_one_message() throws IOException {
        try (PlayedChat chat = new PlayedChat(RecallWishes.usual(), SECRET)) {
            chat.enter(NOON - 9, NOON - 9, part(NOON - 9, "old"));
            chat.type("message #tea ok");
            chat.answer("ok");
            chat.type("message #tea ok");
            chat.answer("ok");
            chat.breakLink();
            chat.answer("join", "{'response':200,'time':1,'id':" + NOON + ",'kept':0}");
            chat.answer("history", part(NOON, "ok").replace("'bob'", "'alice'"), OK);

            assertThat(chat.printedAfter("It is not known whether this arrived: -> #tea: ok"))
                    .filteredOn(line -> line.endsWith(" -> #tea: ok"))
                    .hasSize(4);
        }
    }

    @Test
    void a_room_that_does_not_let_one_in_again_gives_back_what_was_under_way() throws IOException {
        try (PlayedChat chat = new PlayedChat(RecallWishes.usual(), SECRET)) {
            chat.enter(NOON - 9, NOON - 9, part(NOON - 9, "old"));
            chat.type("message #tea lost");
            chat.answer("lost");
            chat.breakLink();
            chat.answer("join", "{'response':403,'time':1,'error':'Not you.'}");

            chat.awaitPrinted("It is not known whether this arrived: -> #tea: lost");
        }
    }

    @Test
    void a_server_that_has_always_more_or_another_room_is_not_believed() throws IOException {
        try (PlayedChat chat = new PlayedChat(RecallWishes.usual(), SECRET)) {
            chat.enter(NOON, NOON, part(NOON, "old"));
            chat.breakLink();
            chat.answer("join", "{'response':200,'time':1,'id':" + (NOON + 1) + ",'kept':0}");
            String more = "{'response':200,'time':1,'alert':'x','more':true}";
            chat.answer(
                    "history",
                    part(NOON + 1, "elsewhere").replace("#tea", "#ops"),
                    part(NOON + 2, "evil\\u001b[2J"),
                    more);
            chat.answer("history", part(NOON + 2, "evil"), more);
            chat.server().send(live(NOON + 5, "last"));

            assertThat(chat.printedAfter("last"))
                    .contains("12:00 #tea bob: evil\\u{1b}[2J")
                    .noneMatch(line -> line.contains("elsewhere"));
        }
    }
}
