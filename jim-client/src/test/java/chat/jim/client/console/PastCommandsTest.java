package chat.jim.client.console;

import static chat.jim.client.console.PlayedChat.NOON;
import static chat.jim.client.console.PlayedChat.OK;
import static chat.jim.client.console.PlayedChat.live;
import static chat.jim.client.console.PlayedChat.micros;
import static chat.jim.client.console.PlayedChat.part;
import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.recall.RecallWishes;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands about what was said before, as alice types them in the room #tea. */
@Timeout(120)
class PastCommandsTest {
    private static final String MORE = "{'response':200,'time':1,'alert':'Messages.','more':true}";

    private PlayedChat chat;

    @BeforeEach
    void enterTheRoom() throws IOException {
        chat = new PlayedChat(RecallWishes.usual(), null);
        chat.type("join #tea");
        chat.answer("join", "{'response':200,'time':1,'id':" + NOON + ",'kept':60}");
        chat.answer("history", part(NOON, "the last one"), OK);
        chat.awaitPrinted("the last one");
    }

    @AfterEach
    void leave() throws IOException {
        chat.close();
    }

    @Test
    void history_shows_the_newest_and_typed_again_the_page_before() throws IOException {
        chat.type("history 2");
        assertThat(chat.answer("history", part(NOON - 2, "one"), part(NOON - 1, "two"), MORE))
                .contains("\"room\":\"#tea\",\"limit\":2}");
        chat.type("history 2");
        assertThat(chat.answer("history", part(NOON - 3, "zero"), OK))
                .contains("\"before\":" + (NOON - 2) + ",\"limit\":2}");
        chat.type("history 2");
        chat.answer("history", OK);

        assertThat(chat.printedAfter("Of #tea there is no more."))
                .containsSequence(
                        "11:59 #tea bob: one",
                        "11:59 #tea bob: two",
                        "There is more: type it again for the page before.",
                        "11:59 #tea bob: zero",
                        "Of #tea there is no more.");
        chat.type("ignore");
        chat.type("history 2");
        assertThat(chat.answer("history", OK)).contains("\"room\":\"#tea\",\"limit\":2}");
        chat.awaitPrinted("Nothing is kept of #tea.");
    }

    @Test
    void history_of_a_time_goes_on_from_there() throws IOException {
        chat.type("history #tea 11:00");
        assertThat(chat.answer("history", part(micros(11, 0), "at eleven"), MORE))
                .contains("\"after\":" + (micros(11, 0) - 1) + ",\"limit\":50}");
        chat.type("history #tea 11:00");
        assertThat(chat.answer("history", part(micros(11, 1), "then"), OK))
                .contains("\"after\":" + micros(11, 0) + ",");

        chat.awaitPrinted("There is more: type it again for the next page.");
        chat.awaitPrinted("11:01 #tea bob: then");
    }

    @Test
    void history_of_a_talk_shows_what_both_have_said() throws IOException {
        chat.type("history bob 3");
        String theirs = "{'response':202,'time':1,'id':7,'to':'alice','from':'bob','message':'psst'}";
        assertThat(chat.answer(
                        "history",
                        theirs,
                        theirs.replace("alice", "carol").replace("psst", "elsewhere"),
                        "{'response':202,'time':1,'id':8,'to':'bob','from':'alice','message':'what?'}",
                        OK))
                .contains("\"user\":\"bob\",\"limit\":3}");

        assertThat(chat.printedAfter("what?"))
                .anyMatch(line -> line.endsWith(" bob: psst"))
                .anyMatch(line -> line.endsWith(" alice -> bob: what?"));
    }

    @Test
    void history_on_is_the_wish_and_history_on_20_a_person() throws IOException {
        chat.type("history on");
        assertThat(chat.answer("history", "{'response':200,'time':1,'alert':'As you wish.'}"))
                .endsWith("\"direct\":true}");
        chat.awaitPrinted("As you wish.");
        chat.type("/history OFF");
        assertThat(chat.answer("history", OK)).endsWith("\"direct\":false}");
        chat.type("history on 20");
        assertThat(chat.answer("history", OK)).contains("\"user\":\"on\",\"limit\":20}");
    }

    @Test
    void search_numbers_what_it_finds_and_shows_what_was_around_it() throws IOException {
        chat.type("search \"the kettle\" lid in #tea from bob");
        assertThat(chat.answer("search", part(NOON - 1, "newer"), part(NOON - 5, "older"), MORE))
                .contains("\"text\":\"\\\"the kettle\\\" lid\",\"room\":\"#tea\",\"from\":\"bob\",\"limit\":20}");
        chat.awaitPrinted("  1. 2026-11-29 11:59 #tea bob: newer");
        chat.awaitPrinted("  2. 2026-11-29 11:59 #tea bob: older");
        chat.type("search 2");
        assertThat(chat.answer("history", part(NOON - 6, "before"), OK))
                .contains("\"before\":" + (NOON - 5) + ",\"limit\":2}");
        assertThat(chat.answer("history", part(NOON - 5, "older"), part(NOON - 4, "after"), OK))
                .contains("\"after\":" + (NOON - 6) + ",\"limit\":3}");
        assertThat(chat.printedAfter("bob: after"))
                .containsSequence("11:59 #tea bob: before", "11:59 #tea bob: older", "11:59 #tea bob: after");
        chat.type("search");
        assertThat(chat.answer("search", part(NOON - 9, "oldest"), OK)).contains("\"before\":" + (NOON - 5) + ",");
        chat.awaitPrinted("  3. 2026-11-29 11:59 #tea bob: oldest");
        chat.type("search");
        chat.awaitPrinted("There are no older ones.");
        chat.type("search 4");
        chat.awaitPrinted("There are only 3 hits.");
    }

    @Test
    void a_number_is_a_word_where_nothing_was_found() throws IOException {
        chat.type("search 42");

        assertThat(chat.answer("search", OK)).contains("\"text\":\"42\"");
        chat.awaitPrinted("Nothing is found.");
    }

    @Test
    void forget_takes_back_what_was_said_last_or_a_hit() throws IOException {
        chat.type("forget");
        chat.awaitPrinted("You have said nothing here yet that the server keeps.");
        chat.type("message #tea wrong window");
        chat.answer("wrong window", "{'response':200,'time':1,'alert':'Sent.','id':" + (NOON + 7) + "}");
        chat.awaitPrinted("-> #tea: wrong window");
        chat.type("forget");
        assertThat(chat.answer("forget", OK)).contains("\"id\":" + (NOON + 7));
        chat.awaitPrinted("The server keeps this no longer: wrong window");
        chat.type("search own");
        chat.answer("search", part(NOON - 1, "my own").replace("bob", "alice"), OK);
        chat.type("forget 1");
        assertThat(chat.answer("forget", OK)).contains("\"id\":" + (NOON - 1));
        chat.type("forget it");
        chat.awaitPrinted("Type forget alone for what you said last, or with the number of a hit.");
    }

    @Test
    void unread_of_a_guest_counts_what_came_since_the_last_line() throws IOException {
        chat.server().send(live(NOON + 1, "one")).send(live(NOON + 2, "two, alice"));
        chat.awaitPrinted("two, alice");
        chat.type("unread");
        chat.answer("mark", "{'response':200,'time':1,'alert':'Read.','id':" + (NOON + 2) + "}");
        assertThat(chat.answer("history", part(NOON + 1, "one"), part(NOON + 2, "two, alice"), OK))
                .contains("\"after\":" + NOON + ",");

        chat.awaitPrinted("   #tea: 2 new, 1 of them with your name");
        chat.type("");
        chat.type("unread");
        chat.answer("mark", "{'response':200,'time':1,'alert':'Read.','id':" + (NOON + 2) + "}");
        assertThat(chat.answer("history", OK)).contains("\"after\":" + (NOON + 2) + ",");
        chat.awaitPrinted("There is nothing new in your rooms.");
    }

    @Test
    void unread_asks_about_one_room_after_another_and_lets_a_message_go_in_between() throws IOException {
        chat.type("join #ops");
        chat.answer("join", OK);
        chat.awaitPrinted("Done.");
        chat.type("unread");
        assertThat(chat.answer("mark")).contains("#ops");
        chat.type("message bob in between");
        assertThat(chat.server().receive()).contains("in between");
        chat.server().send("{'response':200,'time':1,'alert':'Read.','id':7,'read':3,'unread':2}");
        chat.server().send(OK);
        assertThat(chat.answer("history", OK)).contains("#ops");
        chat.answer("mark", "{'response':200,'time':1,'alert':'Read.','id':7,'read':7,'unread':0}");

        chat.awaitPrinted("   #ops: 2 new");
    }

    @Test
    void search_goes_on_behind_a_page_of_somebody_who_is_ignored() throws IOException {
        chat.type("ignore carol");
        chat.type("search kettle");
        chat.answer("search", part(NOON - 1, "hidden").replace("bob", "carol"), MORE);
        chat.awaitPrinted("So far there are only messages of people whom you ignore.");
        chat.type("search");

        assertThat(chat.answer("search", part(NOON - 9, "seen"), OK)).contains("\"before\":" + (NOON - 1) + ",");
        chat.awaitPrinted("  1. 2026-11-29 11:59 #tea bob: seen");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "history #tea often | Say it as in: history #tea 50, history #tea 14:00,",
                "history 201 | take a number from 1 to 200",
                "history 0 | take a number from 1 to 200",
                "search | Which words?",
                "search from bob | Which words?",
                "forget 5 | Nothing was found yet"
            })
    void what_cannot_be_understood_is_answered_in_one_sentence(String line, String sentence) throws IOException {
        chat.type("message bob a fence");
        chat.answer("a fence", OK);
        chat.type("/" + line);

        chat.awaitPrinted(sentence);
    }

    @Test
    void a_server_without_a_history_is_said_to_have_none() throws IOException {
        chat.type("history");
        chat.answer("history", "{'response':400,'time':1,'error':'There is no action history here.'}");
        chat.awaitPrinted("Error 410: This server keeps no history.");
        chat.type("search kettle");
        chat.answer("search", "{'response':410,'time':1,'error':'Nothing of that kind.'}");
        chat.awaitPrinted("Error 410: Nothing of that kind.");
        chat.type("unread");
        chat.answer("mark", "{'response':400,'time':1,'error':'There is no action mark here.'}");

        await().until(() -> chat.count("Error 410: This server keeps no history.") == 2);
    }

    @Test
    void messages_of_somebody_who_is_ignored_stay_hidden() throws IOException {
        chat.type("ignore carol");
        chat.type("history");
        chat.answer("history", part(NOON - 1, "hidden").replace("bob", "carol"), part(NOON, "seen"), OK);

        assertThat(chat.printedAfter("bob: seen")).noneMatch(line -> line.contains("hidden") && line.contains("#tea"));
    }
}
