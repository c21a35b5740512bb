package chat.jim.launcher.bench.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
    private static final byte[] LINES = """
            {"response":202,"time":1,"list":["a","b"]}
            {"response":200,"time":1,"alert":"Rooms: 2."}
            {"response":100,"time":1,"alert":"a joined #b"}
            {"action":"msg","time":1,"to":"a","from":"a","message":"x"}
            {"action":"probe","time":1}
            {"response":404,"time":1,"error":"Nobody there."}
            {"response":200}
            """.getBytes(US_ASCII);

    private final Answers answers = new Answers();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 13, 1000})
    void lines_may_come_in_any_pieces(int piece) {
        for (int at = 0; at < LINES.length; at += piece) {
            int length = Math.min(piece, LINES.length - at);
            byte[] part = new byte[length];
            System.arraycopy(LINES, at, part, 0, length);
            answers.take(part, length);
        }

        assertThat(answers.count()).isEqualTo(3);
        assertThat(answers.messages()).isEqualTo(1);
        assertThat(answers.refusals()).isEqualTo(1);
        assertThat(answers.lastCode()).isEqualTo(200);
    }

    @Test
    void what_was_taken_is_not_new_again() {
        answers.take(LINES, LINES.length);

        assertThat(answers.takeNew()).isEqualTo(3);
        assertThat(answers.takeNew()).isZero();
    }
}
