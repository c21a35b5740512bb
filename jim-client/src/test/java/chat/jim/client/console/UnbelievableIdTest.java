package chat.jim.client.console;

import static chat.jim.client.console.PlayedChat.NOON;
import static chat.jim.client.console.PlayedChat.OK;
import static chat.jim.client.console.PlayedChat.live;
import static chat.jim.client.console.PlayedChat.part;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.personal.SeenRooms;
import chat.jim.client.recall.RecallWishes;
import chat.jim.protocol.Address;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An id that can be none, because it is far ahead, hides no message: what has it is shown, as if it had none. */
@Timeout(120)
class UnbelievableIdTest {
    private static final long FAR = 999_999_999_999_999_999L;
    private static final long TWO_DAYS = 2 * 86_400_000_000L;

    private final SeenRooms seen = SeenRooms.ofSession();

    @Test
    void what_is_said_with_it_does_not_hide_what_is_missed() throws IOException {
        try (PlayedChat chat = new PlayedChat(RecallWishes.usual(), "secret-secret")) {
            chat.enter(NOON - 9, NOON - 9, part(NOON - 9, "old"));
            chat.server()
                    .send(live(FAR, "evil"))
                    .send(live(NOON + TWO_DAYS, "too"))
                    .send(live(NOON, "real"));
            chat.awaitPrinted("bob: real");
            chat.breakLink();
            chat.answer("join", "{'response':200,'time':1,'id':" + (NOON + 1) + ",'kept':0}");

            assertThat(chat.answer("history", part(NOON, "real"), part(NOON + 1, "missed"), OK))
                    .contains("\"after\":" + (NOON - 9) + ",");
            assertThat(chat.printedAfter("bob: missed"))
                    .filteredOn(line -> line.matches(".*bob: (evil|too|real|missed)"))
                    .hasSize(4);
        }
    }

    @Test
    void it_is_never_taken_for_what_is_read() throws IOException {
        try (PlayedChat chat = new PlayedChat(new RecallWishes(20, seen), null)) {
            chat.type("join #tea");
            chat.answer("join", "{'response':200,'time':1,'id':" + FAR + ",'kept':60}");
            chat.type("message #tea mine");
            chat.answer("mine", "{'response':200,'time':1,'alert':'Sent.','id':" + FAR + "}");
            chat.server().send(live(FAR, "evil")).send(live(NOON, "real"));
            chat.awaitPrinted("bob: real");
            chat.type("exit");
            assertThat(chat.answer("quit", OK)).contains("quit");
        }
        assertThat(seen.last(Address.account("alice"), Address.room("#tea"))).isEqualTo(NOON);
    }
}
