package chat.jim.client.recall;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.past.MessageId;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.action.Action;
import chat.jim.wire.Frame;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While the pages of what was missed are read, what comes meanwhile is known, but nothing before it counts as seen. */
class RoomMemoryTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final long START = MessageId.at(NOW.minus(Duration.ofHours(1)));
    private static final long LIVE = MessageId.at(NOW);

    private final RoomMemory memory = new RoomMemory(InstantSource.fixed(NOW));

    @BeforeEach
    void comeBack() {
        Response joined = new Response(Code.OK, 1, null);
        memory.onJoined(joined.with(Detail.ID, START).with(Detail.READ, START));
        memory.begin(START);
    }

    @Test
    void what_was_shown_meanwhile_is_not_shown_again_however_late_its_page_comes() {
        for (int second = 0; second < 60; second++) {
            memory.isNew(message(LIVE - second * 1_000_000L));
        }

        assertThat(memory.isNew(message(START + 1))).isTrue();
        assertThat(memory.isNew(message(LIVE - 59_000_000))).isFalse();
    }

    @Test
    void after_another_loss_one_goes_on_behind_the_last_page_whatever_was_taken_since() {
        memory.reach(START + 1);
        memory.onTaken(LIVE);

        assertThat(memory.resumeAfter()).isEqualTo(START + 1);
        memory.finish();
        assertThat(memory.resumeAfter()).isEqualTo(LIVE - 5_000_000);
    }

    @Test
    void a_message_is_not_marked_as_read_before_all_older_ones_are_shown() {
        memory.isNew(message(LIVE));

        assertThat(memory.takeUnmarked()).isEqualTo(MessageId.NONE);
        memory.finish();
        assertThat(memory.takeUnmarked()).isEqualTo(LIVE);
    }

    private static Action.Msg message(long id) {
        return new Action.Msg(1, Address.room("#tea"), Address.account("bob"), null, "hi")
                .in(Frame.ofText("{\"action\":\"msg\",\"id\":" + id + "}"));
    }
}
