package chat.jim.server.cluster.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.HistoryStore.Entry;
import chat.jim.server.store.HistoryStore.Query;
import chat.jim.server.store.HistoryStore.Range;
import chat.jim.wire.Frame;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers say about the history, as bytes. */
class QuestionTest {
    private static final Address ANNA = Address.account("Анна");
    private static final AccountKey ACCOUNT = AccountKey.create(ANNA);

    static Stream<Question> questions() {
        return Stream.of(
                Question.in(Question.Kind.FIRST, new Range("#чай", 5, 9), 3),
                Question.in(Question.Kind.LAST, Range.all("a b"), 1),
                Question.newest("#tea"),
                Question.find(1_763_700_000_000_000L),
                Question.search(new Query("\"a b\" c", List.of("#tea", "#milk"), ANNA, 7, 50)),
                Question.search(new Query("a", List.of("#tea"), null, Long.MAX_VALUE, 50)),
                Question.of(ACCOUNT, 4, 10),
                Question.placesAfter("#t"),
                Question.among(List.of("#a", "#b")),
                Question.forget());
    }

    @ParameterizedTest
    @MethodSource("questions")
    void a_question_comes_as_it_was_sent(Question question) {
        assertThat(new String(question.encoded(), UTF_8)).startsWith("history {");
        assertThat(Question.of(question.encoded())).isEqualTo(question);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "history",
                "history ",
                "history []",
                "history {}",
                "history {\"ask\":\"all\",\"text\":\"\"}",
                "history {\"ask\":\"first\",\"text\":\"\",\"places\":[]}",
                "history {\"ask\":\"first\",\"text\":\"\",\"places\":[\"#a\"],\"after\":\"x\"}",
                "history {\"ask\":\"of\",\"text\":\"\"}",
                "history {\"ask\":\"of\",\"text\":\"\",\"as\":\"anna\"}"
            })
    void anything_else_is_none(String text) {
        assertThatThrownBy(() -> Question.of(text.getBytes(UTF_8))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void an_answer_comes_as_it_was_sent() {
        Answer sent = new Answer(true, List.of(3L, 5L), List.of("#a", "b c"), List.of(entry(1, "hi"), entry(2, "\"")));
        Answer read = Answer.of(sent.encoded());

        assertThat(read.more()).isTrue();
        assertThat(read.ids()).isEqualTo(sent.ids());
        assertThat(read.places()).isEqualTo(sent.places());
        assertThat(read.entries()).hasSize(2);
        for (int i = 0; i < 2; i++) {
            Entry one = read.entries().get(i);
            assertThat(one.account()).isEqualTo(ACCOUNT);
            assertThat(one.sender().toString()).isEqualTo("Анна");
            assertThat(one.message().toString())
                    .isEqualTo(sent.entries().get(i).message().toString());
        }
    }

    @Test
    void an_answer_fits_into_a_message_of_the_engine_and_says_that_there_is_more() {
        List<Entry> entries =
                Stream.generate(() -> entry(1, "x".repeat(500))).limit(5000).toList();
        byte[] data = Answer.ofEntries(false, entries).encoded();

        assertThat(data.length).isBetween(400_000, 500_200);
        assertThat(Answer.of(data).more()).isTrue();
    }

    @Test
    void what_is_no_message_is_left_out() {
        Answer read = Answer.of("""
                {"more":false,"ids":[],"places":[]}
                {"id":1,"place":"#tea","as":"a","key":"a","message":"{}"}
                {"id":1,"place":"#tea","as":"a","key":"a","message":"{\\"action\\":\\"quit\\",\\"time\\":1}"}
                {"id":1,"place":"#tea","as":"a","key":"a","message":"garbage"}
                {"id":1,"place":"#tea","as":"a","key":"a","message":""}
                {"id":2,"place":"#tea","as":"a","key":"a","message":"{\\"action\\":\\"msg\\",\\"time\\":1,\\"to\\":\\"#tea\\",\\"from\\":\\"a\\",\\"message\\":\\"hi\\"}"}""".getBytes(UTF_8));

        assertThat(read.entries()).extracting(Entry::id).containsExactly(2L);
    }

    private static Entry entry(long id, String text) {
        Frame message = Frame.ofText("{\"action\":\"msg\",\"time\":1,\"to\":\"#tea\",\"from\":\"Анна\",\"message\":\""
                + text.replace("\"", "\\\"") + "\"}");
        return new Entry(id, "#tea", ANNA, ACCOUNT, message);
    }
}
