package chat.jim.client.console;

import static chat.jim.client.console.PlayedChat.NOON;
import static chat.jim.client.console.PlayedChat.OK;
import static chat.jim.client.console.PlayedChat.live;
import static chat.jim.client.console.PlayedChat.part;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.recall.RecallWishes;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What other sessions of the user say and do, is said and done here, too. */
@Timeout(120)
class OtherSessionsTest {
    private static final String JOINED = "{'response':100,'time':1,'alert':'You joined #tea.','room':'#tea'}";
    private static final String LEFT = "{'response':100,'time':1,'alert':'You left #tea.','room':'#tea'}";

    private PlayedChat chat;

    @BeforeEach
    void begin() throws IOException {
        chat = new PlayedChat(RecallWishes.usual(), "secret");
    }

    @AfterEach
    void end() throws IOException {
        chat.close();
    }

    @Test
    void a_room_that_another_session_enters_is_shown_with_what_was_said_there_before_what_comes() {
        chat.server().send(JOINED);
        chat.server().send(live(NOON + 1, "now"));
        chat.answer("mark", "{'response':200,'time':1,'id':" + NOON + ",'read':" + NOON + ",'unread':0}");
        chat.answer("history", part(NOON, "before"), OK);

        assertThat(chat.printedAfter("now"))
                .containsSequence("12:00 -- You joined #tea.", "12:00 #tea bob: before", "12:00 #tea bob: now");
    }

    @Test
    void nothing_is_asked_for_of_a_room_that_is_not_kept() {
        chat.server().send(JOINED);
        chat.server().send("{'action':'msg','time':1,'to':'#tea','from':'bob','message':'now'}");
        chat.answer("mark", "{'response':410,'time':1,'error':'What is said in #tea is not kept.'}");

        assertThat(chat.printedAfter("now")).endsWith("12:00 -- You joined #tea.", "12:00 #tea bob: now");
    }

    @Test
    void it_is_entered_again_after_a_loss() {
        chat.server().send(JOINED);
        chat.answer("mark", "{'response':410,'time':1,'error':'What is said in #tea is not kept.'}");
        chat.awaitPrinted("You joined #tea.");

        chat.breakLink();

        chat.answer("join", OK);
    }

    @Test
    void a_talk_in_a_room_that_another_session_leaves_is_over() throws IOException {
        chat.type("join #tea");
        chat.answer("join", OK);
        chat.awaitPrinted("Done.");
        chat.type("talk #tea");
        chat.type("hello");
        chat.answer("hello", OK);
        chat.server().send(LEFT);

        assertThat(chat.printedAfter("The talk is over.")).contains("12:00 -- You left #tea.");
        chat.breakLink();
        chat.awaitPrinted("Connected again");
        chat.type("message bob hi");
        assertThat(chat.answer("msg", OK)).contains("\"to\":\"bob\"");
    }

    @Test
    void what_another_session_says_looks_like_what_is_typed_here() {
        chat.server().send("{'action':'msg','time':1,'to':'bob','from':'alice','message':'hi'}");
        chat.server().send("{'action':'msg','time':1,'to':'#tea','from':'alice','message':'hello'}");
        chat.server().send("{'action':'msg','time':1,'to':'#tea','from':'alice','message':'waves','me':true}");

        assertThat(chat.printedAfter("waves"))
                .endsWith("12:00 -> bob: hi", "12:00 -> #tea: hello", "12:00 -> #tea: * alice waves");
    }

    @Test
    void what_is_said_to_oneself_is_a_message_like_any_other() {
        chat.server().send("{'action':'msg','time':1,'to':'alice','from':'alice','message':'note'}");

        assertThat(chat.printedAfter("note")).anyMatch(line -> line.startsWith("12:00 alice") && line.endsWith("note"));
    }

    @Test
    void somebody_called_you_is_not_taken_for_oneself() throws IOException {
        chat.server().send("{'response':100,'time':1,'alert':'You joined #tea.'}");
        chat.awaitPrinted("#tea.");
        chat.type("message bob hi");

        assertThat(chat.answer("msg", OK)).contains("\"to\":\"bob\"");
        chat.breakLink();
        chat.awaitPrinted("Connected again");
        chat.type("message bob again");
        assertThat(chat.answer("msg", OK)).contains("again");
    }
}
