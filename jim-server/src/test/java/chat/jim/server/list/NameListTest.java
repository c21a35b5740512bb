package chat.jim.server.list;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.testing.RawClient;
import chat.jim.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, section 10: "202 objects that carry part of the list in `list`", and that they are encoded once. */
class NameListTest {
    private final NameList list = NameList.of(IntStream.range(0, 50).mapToObj(i -> Address.room("#room-" + i)));

    @Test
    void a_list_is_in_order_whatever_the_case() {
        NameList mixed = NameList.of(Stream.of("bob", "Carl", "Alice", "_x").map(Address::account));

        assertThat(mixed.names()).containsExactly("_x", "Alice", "bob", "Carl");
        assertThat(parts(mixed, 7))
                .extracting(Frame::text)
                .containsExactly(RawClient.json("{'response':202,'time':7,'list':['_x','Alice','bob','Carl']}"));
    }

    @Test
    void twenty_names_are_a_part_and_no_names_are_none() {
        assertThat(parts(list, 7)).hasSize(3);
        assertThat(parts(NameList.of(Stream.empty()), 7)).isEmpty();
    }

    @Test
    void all_who_ask_within_a_second_are_given_the_same_objects() {
        List<Frame> first = parts(list, 7);

        List<Frame> second = parts(list, 7);

        assertSame(first, second);
    }

    @Test
    void a_second_later_the_objects_have_another_time() {
        parts(list, 7);

        assertThat(parts(list, 8)).allSatisfy(part -> assertThat(part.text()).contains("\"time\":8,"));
        assertSame(parts(list, 8), parts(list, 8));
    }

    @Test
    void a_slow_answer_keeps_its_time_and_takes_nothing_from_newer_ones() {
        List<Frame> newer = new ArrayList<>();
        List<Frame> slow = new ArrayList<>();

        list.parts(7, part -> {
            slow.add(part);
            if (newer.isEmpty()) {
                newer.addAll(parts(list, 8));
            }
        });

        assertThat(slow).hasSize(3).allSatisfy(part -> assertThat(part.text()).contains("\"time\":7,"));
        assertSame(parts(list, 8), newer);
    }

    @Test
    void what_is_out_of_date_is_still_sent_and_not_kept() {
        List<Frame> before = parts(list, 7);

        list.retire();

        List<Frame> after = parts(list, 7);
        assertThat(after)
                .extracting(Frame::text)
                .isEqualTo(before.stream().map(Frame::text).toList());
        assertThat(after).doesNotContainAnyElementsOf(before);
        assertThat(parts(list, 7)).doesNotContainAnyElementsOf(after);
    }

    private static List<Frame> parts(NameList list, long time) {
        List<Frame> parts = new ArrayList<>();
        list.parts(time, parts::add);
        return parts;
    }

    /** Frames are equal only if they are the same. */
    private static void assertSame(List<Frame> some, List<Frame> others) {
        assertThat(some).isNotEmpty().isEqualTo(others);
    }
}
