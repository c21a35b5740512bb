package chat.jim.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.User;
import chat.jim.protocol.action.Action;
import chat.jim.protocol.action.HistoryAction;
import chat.jim.protocol.action.Login;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import chat.jim.wire.FrameReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read and written without Jackson is what Jackson would read and write: that stays the authority. */
class PlainTest {
    private static final Address ALICE = Address.account("alice");

    private static final List<String> TEXTS = List.of(
            "x",
            "",
            " ",
            "/",
            "\u007f",
            "\u0444",
            "\u4f60 \u597d",
            "\ud83d\ude00",
            "\"",
            "\\",
            "\n",
            "\u0001",
            "\u2028",
            "x".repeat(500));

    private final long seed = Long.getLong("jim.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'response':200,'time':1763700000,'alert':'Sent.'}",
                "{'response':404,'time':1763700000.75,'error':'\u041d\u0435\u0442.'}",
                "{'time':-1.5, 'alert':'' ,'response':100}",
                "{'response':200,'time':1}",
                "{'response':200,'time':1,'alert':'x','resume':'T0-_ken'}",
                "{'action':'probe','time':1}",
                "{'action':'msg','time':1,'to':'bob','message':'hi'}",
                "{'message':'hi','encoding':'utf-8','from':'alice','to':'#tea','time':1,'action':'msg'}",
                "{'action':'msg','time':1,'to':'#tea','from':'alice','message':'hi','id':1763700002123456}",
                "{'response':202,'time':1,'id':1763700002123456,'room':'#tea','from':'alice','message':'hi'}"
            })
    void a_plain_object_is_read_without_jackson_and_the_same(String object) throws Exception {
        Frame frame = frame(object);

        assertThat(PlainReader.read(frame)).isNotNull().isEqualTo(Codec.decode(Json.object(frame), frame));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'response':200,'time':1,'alert':'x','error':'y'}",
                "{'response':200,'time':1,'alert':'x','more':'y'}",
                "{'response':200,'time':1,'alert':'x','alert':'x'}",
                "{'response':200,'time':1,'alert':'a\\nb'}",
                "{'response':200,'time':1,'alert':5}",
                "{'response':200,'time':1,'alert':'x','resume':true}",
                "{'response':'200','time':1,'alert':'x'}",
                "{'response':20,'time':1,'alert':'x'}",
                "{'response':200,'time':'noon','alert':'x'}",
                "{'response':202,'time':1,'list':[]}",
                "{'response':200,'alert':'x'}",
                "{'action':'probe','time':1,'response':200}",
                "{'action':'probe','time':1,'x':1}",
                "{'action':'quit','time':1}",
                "{'action':'msg','time':1,'to':'bob','message':''}",
                "{'action':'msg','time':1,'to':'bob','to':'bob','message':'x'}",
                "{'action':'msg','time':1,'to':'b ob','message':'x'}",
                "{'action':'msg','time':1,'to':'bob','message':'x','id':'1'}",
                "{'action':'msg','time':1,'to':'bob','from':'#tea','message':'x'}",
                "{'action':'msg','time':1,'to':'bob','message':'x','room':'#tea'}"
            })
    void what_is_less_plain_is_left_to_jackson(String object) throws Exception {
        assertThat(PlainReader.read(frame(object))).isNull();
    }

    @Test
    void whatever_is_read_without_jackson_is_read_the_same() {
        Supplier<String> texts = () -> '"' + anyOf(TEXTS).replaceAll("[\"\\\\\n\u0001]", "\\\\n") + '"';
        int plain = 0;
        for (int i = 0; i < 50_000; i++) {
            plain += agrees(randomObject(texts)) ? 1 : 0;
        }
        assertThat(plain).as("-Djim.seed=%d", seed).isGreaterThan(2_000);
    }

    /** Mostly such fields as belong together, in any order; some of them missing, twice, or of the wrong type. */
    private String randomObject(Supplier<String> texts) {
        List<String> fields = anyOf(List.of(
                List.of("response", "time", "alert"),
                List.of("response", "time", "error"),
                List.of("response", "time", "alert", "resume"),
                List.of("response", "time", "alert", "reached"),
                List.of("action", "time"),
                List.of("action", "time", "to", "message"),
                List.of("action", "time", "to", "from", "message"),
                List.of("action", "time", "to", "from", "encoding", "message"),
                List.of("action", "time", "to", "from", "message", "id"),
                List.of("action", "response", "time", "alert", "error", "to", "from", "x", "long_unknown_field")));
        List<String> members = new ArrayList<>();
        for (String field : fields) {
            int times = random.nextInt(50) == 0 ? random.nextInt(3) : 1;
            for (int i = 0; i < times; i++) {
                members.add("\"" + field + "\":" + value(field, texts));
            }
        }
        if (random.nextBoolean()) {
            Collections.shuffle(members, random);
        }
        return "{" + String.join(",", members) + "}";
    }

    private String value(String field, Supplier<String> texts) {
        if (random.nextInt(30) == 0) {
            return anyOf(List.of("1", "-0", "200", "1.5", "true", "[]", "\"\"", "\"200\"", "\"msg\""));
        }
        return switch (field) {
            case "action" -> anyOf(List.of("\"msg\"", "\"msg\"", "\"probe\"", "\"quit\""));
            case "response" -> anyOf(List.of("100", "200", "404", "99", "1000"));
            case "reached" -> anyOf(List.of("0", "3", "999999999", "9999999999", "-1", "1e3", "01"));
            case "time" -> anyOf(List.of("1763700000", "0", "-1", "1763700000.999", "-1.5", "99999999999999999"));
            case "id" -> anyOf(List.of("1763700002123456", "0", "-1", "1.5", "1e3", "999999999999999999"));
            case "to", "from" -> anyOf(List.of("\"bob\"", "\"#tea\"", "\"\u0431\u043e\u0431\"", "\"b ob\"", "\"\""));
            default -> texts.get();
        };
    }

    private static boolean agrees(String object) {
        Frame frame;
        try {
            frame = frame(object);
        } catch (IOException | FrameException e) {
            return false;
        }
        Message plain = PlainReader.read(frame);
        if (plain == null) {
            return false;
        }
        try {
            assertThat(plain).as(object).isEqualTo(Codec.decode(Json.object(frame), frame));
        } catch (ProtocolException e) {
            throw new AssertionError(object, e);
        }
        return true;
    }

    static Stream<Message> messages() {
        Stream<Message> fixed = Stream.of(
                new Action.Probe(1),
                new Action.Quit(Long.MIN_VALUE),
                new Action.Rooms(1, null),
                new Action.Join(1, Address.room("#tea")),
                new Action.Join(1, Address.room("#tea"), true, null, null),
                new HistoryAction.History(1, Address.room("#tea"), null, 2L, 3L, 4, true, null),
                new HistoryAction.History(1, null, ALICE, null, null, null, null, false),
                new HistoryAction.Mark(1, Address.room("#tea"), null, 1763700002123456L),
                new HistoryAction.Mark(1, null, ALICE, null),
                new Response(Code.ACCEPTED, 1, null).withNames(List.of("alice")),
                new Response(Code.ACCEPTED, 1, null).withNames(List.of()),
                new Response(Code.OK, 1, "Sent.").with(Detail.REACHED, 0),
                new Response(Code.OK, 1, "Sent.").with(Detail.REACHED, Integer.MAX_VALUE),
                new Response(Code.NOTICE, 1, null));
        Stream<Message> withTexts = TEXTS.stream().flatMap(PlainTest::messages);
        return Stream.concat(fixed, withTexts);
    }

    private static Stream<Message> messages(String text) {
        Stream<Message> anyText = Stream.of(
                new Response(Code.OK, 1, text),
                new Response(Code.OK, 1, "x").with(Detail.RESUME, text),
                new Action.Presence(1, null, new User(ALICE, null), new Login.Resume(text), null),
                new Action.Presence(1, text, new User(ALICE, text), Login.Resume.ASK, null),
                new Response(Code.BAD_REQUEST, 1, text),
                new Response(Code.ACCEPTED, 1, null).withNames(List.of(text, "bob")),
                new Action.Presence(1, null, ALICE, text),
                new Action.Presence(1, text, Address.account("\u0431\u043e\u0431"), null),
                new Action.Presence(1, text, ALICE, text));
        return text.isEmpty()
                ? anyText
                : Stream.concat(
                        anyText,
                        Stream.of(
                                new Action.Authenticate(1, new Login(ALICE, text)),
                                new Action.Register(1, new Login(ALICE, text)),
                                new Action.Authenticate(1, new Login(ALICE, text), Login.Resume.ASK, null, null),
                                new Action.Register(1, new Login(ALICE, text), Login.Resume.ASK, null),
                                new Action.Msg(1, ALICE, null, null, text),
                                new Action.Msg(1, Address.room("#tea"), ALICE, text, text)));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void what_is_written_without_jackson_is_written_the_same(Message message) {
        byte @Nullable [] plain = PlainWriter.write(message);

        if (plain != null) {
            assertThat(new String(plain, UTF_8)).isEqualTo(new String(Json.bytes(message), UTF_8));
        }
    }

    @Test
    void what_is_sent_most_is_written_without_jackson() {
        assertThat(Stream.of(
                        new Action.Presence(1, null, ALICE, null),
                        new Action.Presence(1, null, new User(ALICE, null), Login.Resume.ASK, null),
                        new Action.Presence(1, null, new User(ALICE, null), new Login.Resume("T0-_ken"), null),
                        new Action.Authenticate(1, new Login(ALICE, "secret"), Login.Resume.ASK, null, null),
                        new Action.Register(1, new Login(ALICE, "secret"), Login.Resume.ASK, null),
                        new Action.Msg(1, ALICE, null, null, "\u043f\u0440\u0438\u0432\u0435\u0442"),
                        new Action.Join(1, Address.room("#tea")),
                        new HistoryAction.History(1, Address.room("#tea"), null, null, null, 20, null, null),
                        new HistoryAction.Mark(1, Address.room("#tea"), null, 1763700002123456L),
                        new Action.Quit(1),
                        new Response(Code.OK, 1, "Sent."),
                        new Response(Code.OK, 1, "Sent.").with(Detail.REACHED, 3),
                        new Response(Code.ACCEPTED, 1, null).withNames(List.of("alice", "#tea"))))
                .allSatisfy(message -> assertThat(PlainWriter.write(message)).isNotNull());
    }

    private static Frame frame(String object) throws IOException, FrameException {
        byte[] bytes = (object.replace('\'', '"') + "\n").getBytes(UTF_8);
        return new FrameReader(new ByteArrayInputStream(bytes)).read();
    }

    private <T> T anyOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
