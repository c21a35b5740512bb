package chat.jim.client.console;

import static chat.jim.client.console.PlayedChat.NOON;
import static chat.jim.client.console.PlayedChat.OK;
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
import org.junit.jupiter.params.provider.ValueSource;

/** What alice sees of a room that belongs to somebody: when she enters it, and when she has to leave. */
@Timeout(120)
class KickedTest {
    private static final String KICKED =
            "{'response':100,'time':1,'alert':'carol kicked you from #tea: spam','room':'#tea'}";
    private static final String ABOUT = "'members':3,'owner':'carol','topic':'green only','private':true}";

    private PlayedChat chat;

    @BeforeEach
    void begin() throws IOException {
        chat = new PlayedChat(RecallWishes.usual(), "secret");
    }

    @AfterEach
    void end() throws IOException {
        chat.close();
    }

    private void enter() throws IOException {
        chat.type("join #tea");
        chat.answer("join", OK);
        chat.awaitPrinted("Done.");
        chat.type("talk #tea");
        chat.awaitPrinted("What you type now goes to #tea.");
    }

    @Test
    void what_a_room_is_stands_in_one_line_before_what_was_said_there() throws IOException {
        chat.type("join #tea");
        assertThat(chat.answer(
                        "join",
                        "{'response':200,'time':1,'alert':'You are in #tea.','id':" + NOON + ",'kept':0," + ABOUT))
                .contains("\"about\":true");
        chat.answer("history", part(NOON, "before"), OK);

        assertThat(chat.printedAfter("before"))
                .containsSequence(
                        "12:00 -- You are in #tea.",
                        "-- #tea: green only -- 3 here, carol owns it, private --",
                        "-- What is said in #tea is kept for ever, and whoever is in the room can read it. --",
                        "12:00 #tea bob: before");
    }

    @Test
    void who_makes_a_room_owns_it() throws IOException {
        chat.type("join #tea");
        chat.answer(
                "join",
                "{'response':201,'time':1,'alert':'You made #tea.','role':'owner','members':1,'owner':'Alice'}");
        chat.awaitPrinted("-- #tea: 1 here, you own it --");
        chat.type("join #ops");
        chat.answer("join", "{'response':201,'time':1,'alert':'You made #ops.','members':1}");

        assertThat(chat.printedAfter("You made #ops.")).endsWith("12:00 -- You made #ops.");
    }

    @Test
    void the_line_is_not_shown_again_after_a_loss() throws IOException {
        String joined = "{'response':200,'time':1,'alert':'You are in #tea.'," + ABOUT;
        chat.type("join #tea");
        chat.answer("join", joined);
        chat.awaitPrinted("carol owns it");
        chat.breakLink();
        assertThat(chat.answer("join", joined)).contains("\"about\":true");
        await().until(() -> chat.count("You are in #tea.") == 2);
        chat.type("message bob a fence");
        chat.answer("a fence", OK);

        assertThat(chat.printedAfter("a fence").stream().filter(line -> line.contains("carol owns it")))
                .hasSize(1);
    }

    @Test
    void a_talk_ends_where_one_is_kicked_and_nothing_brings_one_back() throws IOException {
        enter();
        chat.server().send(KICKED);
        assertThat(chat.printedAfter("The talk is over."))
                .endsWith("12:00 -- carol kicked you from #tea: spam", "The talk is over.");
        chat.type("message bob hi");
        assertThat(chat.answer("msg", OK)).contains("\"to\":\"bob\"");
        chat.breakLink();
        chat.awaitPrinted("Connected again");
        chat.type("message bob again");
        assertThat(chat.answer("msg", OK)).contains("again");
    }

    @Test
    void who_is_kicked_by_somebody_ignored_hears_of_it_but_not_of_invitations_and_others() throws IOException {
        enter();
        chat.type("/ignore carol");
        chat.awaitPrinted("is hidden from you");
        chat.server().send("{'response':100,'time':1,'alert':'carol invites you to #ops'}");
        chat.server().send("{'response':100,'time':1,'alert':'carol kicked bob from #tea'}");
        chat.server().send(KICKED);

        assertThat(chat.printedAfter("The talk is over."))
                .contains("12:00 -- carol kicked you from #tea: spam")
                .noneMatch(line -> line.contains("invites") || line.contains("kicked bob"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "carol muted you in #tea",
                "carol banned you from #ops for 2h: spam",
                "carol kicked you from #ops",
                "carol lets you into #ops again",
                "carol made you an owner of #tea",
                "carol gave you voice in #tea",
                "carol removed you from the members of #tea"
            })
    void what_somebody_ignored_does_to_the_user_is_shown_but_not_what_is_done_to_others(String notice)
            throws IOException {
        chat.type("ignore carol");
        chat.awaitPrinted("is hidden from you");
        chat.server().send("{'response':100,'time':1,'alert':'carol invites you to #ops'}");
        chat.server().send("{'response':100,'time':1,'alert':'" + notice.replace("you", "bob") + "'}");
        chat.server().send("{'response':100,'time':1,'alert':'" + notice + "'}");

        assertThat(chat.printedAfter(notice))
                .noneMatch(line -> line.contains("invites") || line.contains("bob"))
                .last()
                .isEqualTo("12:00 -- " + notice);
    }

    @Test
    void a_room_that_lets_one_not_in_does_not_end_the_talk() throws IOException {
        enter();
        chat.type("/talk #ops");
        chat.answer("join", "{'response':403,'time':1,'error':'You are banned from #ops: spam.'}");
        await().until(() -> chat.count("What you type now goes to #tea.") == 2);
        chat.type("still here");

        assertThat(chat.answer("msg", OK)).contains("\"to\":\"#tea\"");
    }

    @Test
    void without_a_talk_before_there_is_none_after_a_refusal() throws IOException {
        chat.type("talk #ops");
        chat.answer("join", "{'response':404,'time':1,'error':'There is no room #ops.'}");
        chat.awaitPrinted("There is no room #ops.");
        chat.type("still here");
        chat.awaitPrinted("There is no command still");

        assertThat(chat.count("What you type now goes to")).isEqualTo(1);
    }

    @Test
    void an_invitation_is_shown() {
        chat.server().send("{'response':100,'time':1,'alert':'carol invites you to #ops'}");

        chat.awaitPrinted("12:00 -- carol invites you to #ops");
    }

    @Test
    void what_comes_beside_the_answer_to_the_login_is_shown_when_the_chat_begins() throws IOException {
        String invitation = "{'response':100,'time':1,'alert':'carol invites you to #ops'}";
        try (PlayedChat other = new PlayedChat(RecallWishes.usual(), null, invitation)) {
            assertThat(other.printedAfter("carol invites you to #ops"))
                    .last()
                    .isEqualTo("12:00 -- carol invites you to #ops");
        }
    }

    @Test
    void a_talk_ends_where_one_is_not_let_in_again_after_a_loss() throws IOException {
        enter();
        chat.breakLink();
        chat.answer("join", "{'response':403,'time':1,'error':'You are banned from #tea: spam.'}");
        chat.awaitPrinted("Error 403: You are banned from #tea: spam.");
        chat.awaitPrinted("The talk is over.");
        chat.type("message bob hi");

        assertThat(chat.answer("msg", OK)).contains("\"to\":\"bob\"");
    }
}
