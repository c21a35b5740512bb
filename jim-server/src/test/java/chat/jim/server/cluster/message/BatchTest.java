package chat.jim.server.cluster.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.codec.Codec;
import chat.jim.dialect.Family;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.action.Action;
import chat.jim.server.cluster.message.BatchAnswer.Entry;
import chat.jim.server.cluster.message.BatchAnswer.Result;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.wire.Frame;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What two servers write to each other is read as it was meant, or not at all. */
class BatchTest {
    private static final int ROUNDS = 500;
    private static final List<Family> FAMILIES = List.of(Family.values());
    private static final int[] CODES = {0, 200, 400, 404, 410, 503, 504};

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void a_batch_is_read_as_it_was_written() {
        for (int i = 0; i < ROUNDS; i++) {
            Batch batch = batch();

            Batch read = Batch.of(batch.encoded());

            assertThat(said(read)).as("seed " + seed).isEqualTo(said(batch));
        }
    }

    @Test
    void an_answer_is_read_as_it_was_written() {
        for (int i = 0; i < ROUNDS; i++) {
            Batch batch = batch();
            List<Result> results = batch.items().stream().map(item -> result()).toList();

            BatchAnswer read = BatchAnswer.of(
                    new BatchAnswer(batch.number(), results).encoded(),
                    batch.number(),
                    batch.items().size());

            assertThat(read).as("seed " + seed).isEqualTo(new BatchAnswer(batch.number(), results));
        }
    }

    @Test
    void a_part_of_a_batch_is_none() {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] whole = batch().encoded();
            byte[] part = Arrays.copyOf(whole, random.nextInt(whole.length - 1)); // the last line feed may be missing

            assertThatThrownBy(() -> Batch.of(part)).as("seed " + seed).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void noise_is_refused_or_read_as_a_batch() {
        for (int i = 0; i < 10 * ROUNDS; i++) {
            byte[] noise = batch().encoded();
            for (int j = 0; j < 3; j++) {
                noise[random.nextInt(noise.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(Batch.of(noise).items()).hasSizeLessThanOrEqualTo(20);
            } catch (IllegalArgumentException e) {
                assertThat(e).as("seed " + seed).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "A 1 7",
                "A 1 7\n200",
                "A 1 7\n200\n200\n200",
                "A 1 8\n200\n200",
                "A 2 7\n200\n200",
                "A 1 7\n200\nx",
                "A 1 7\n200\n",
                "A 1 7\n200\n100",
                "A 1 7\n200\n200 -5 aa",
                "A 1 7\n200\n200 5",
                "A 1 7\n200\n200 5 xyz",
                "A 1 7\n200\n-1",
                "A 1 7\n200\n1000 much",
                "A 1 7\n200\n99999999999",
                "B 1 7\n200\n200"
            })
    void what_answers_another_question_is_no_answer(String answer) {
        Batch two = new Batch("aaaaaaaaaa", 7, List.of(item(), item()));

        assertThatThrownBy(() -> BatchAnswer.of(
                        answer.getBytes(UTF_8), two.number(), two.items().size()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_sentence_is_on_one_line_and_fits_into_an_answer() {
        Batch one = new Batch("aaaaaaaaaa", 7, List.of(item()));
        String longSentence = "x\n".repeat(1000);
        Result refused = Result.of(new ProtocolException(Code.BAD_REQUEST, longSentence));

        BatchAnswer read = BatchAnswer.of(
                new BatchAnswer(7, List.of(refused)).encoded(),
                one.number(),
                one.items().size());

        assertThat(read.results().get(0).sentence()).hasSizeLessThan(400).startsWith("x x ");
        byte[] tooLong = ("A 1 7\n404 " + longSentence.replace('\n', ' ')).getBytes(UTF_8);
        assertThatThrownBy(
                        () -> BatchAnswer.of(tooLong, one.number(), one.items().size()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Batch batch() {
        List<Batch.Item> items =
                Stream.generate(this::item).limit(1 + random.nextInt(20)).toList();
        return new Batch("abcdefghi" + random.nextInt(10), random.nextLong(), items);
    }

    private Batch.Item item() {
        Family family = FAMILIES.get(random.nextInt(FAMILIES.size()));
        boolean hasOriginal = family != Family.SPEC && random.nextBoolean();
        OutgoingMsg.Copy message =
                new OutgoingMsg.Copy(family, frame(), hasOriginal ? frame() : null, random.nextBoolean());
        String account = random.nextBoolean() ? null : Long.toHexString(random.nextLong());
        return new Batch.Item(random.nextLong(), random.nextLong(), random.nextLong(), account, message);
    }

    private Frame frame() {
        return Codec.encode(new Action.Msg(
                random.nextInt(),
                Address.account("bob"),
                Address.account("alice"),
                null,
                text(1 + random.nextInt(400))));
    }

    private Result result() {
        int code = CODES[random.nextInt(CODES.length)];
        if (code == 200 && random.nextBoolean()) {
            return Result.HANDED_OVER.in(new Entry(1 + random.nextInt(1000), Long.toHexString(random.nextLong())));
        }
        return new Result(code, code < 400 || random.nextBoolean() ? "" : "x" + text(40).strip() + ".");
    }

    /** Any characters but those that a sentence or a frame cannot have. */
    private String text(int length) {
        return random.ints(length, ' ', 0x2FFF)
                .filter(c -> Character.isLetterOrDigit(c) || "{}[]\"\\:, ".indexOf(c) >= 0)
                .mapToObj(Character::toString)
                .collect(Collectors.joining("", "x", ""));
    }

    private static String said(Batch batch) {
        return batch.from() + " " + batch.number()
                + batch.items().stream()
                        .map(item -> item.session() + " " + item.group() + " " + item.account() + " "
                                + item.message().family() + " " + item.message().mayBeKept() + " "
                                + item.message().standard().text() + " "
                                + (item.message().original() == null
                                        ? "-"
                                        : item.message().original().text()))
                        .collect(Collectors.joining("\n"));
    }
}
