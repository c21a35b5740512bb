package chat.jim.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** PROTOCOL.md, section 1. */
final class FramingCases {
    private static final String DELIMITED = "each delimited by its own braces";
    private static final String WHITE_SPACE = "White space between objects (newline included) means nothing.";
    private static final String PIECES = "a byte at a time and fifty objects in one segment are both normal";
    private static final String ONE_LINE =
            "Everything we write is one object on one line, compact, followed by `\\n`" + " in the same write";
    private static final String KEYS = "Keys come in the specification's order";
    private static final String BARE = "a bare peer gets one object per write";
    private static final String ESCAPED = "with non-ASCII characters escaped";
    private static final String PLAIN = "text goes out as plain UTF-8";
    private static final String RELAYED = "A message is relayed to a line peer byte for byte as it came";
    private static final String ANEW = "is written anew in the compact form";
    private static final String PRESENCE = "{'action':'presence','time':1,'user':{'account_name':'$me'}}";

    private FramingCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        pieces(cases);
        written(cases);
        return cases;
    }

    private static void pieces(List<Case> cases) {
        cases.add(new Case(PIECES, "a byte at a time", scene -> {
            Peer peer = scene.connect();
            for (byte b : peer.json(PRESENCE).getBytes(UTF_8)) {
                peer.sendBytes(b);
            }
            peer.expect(200).expectUsable();
        }));
        cases.add(new Case(PIECES, "fifty in one segment", scene -> {
            Peer peer = scene.online();
            peer.send("{'action':'rooms','time':1}".repeat(50));
            for (int i = 0; i < 50; i++) {
                peer.expect(200);
            }
        }));
        for (String space : List.of(" ", "\t", "\r\n", "\n\r", "\n\n\n", " \t\r\n ")) {
            String shown = space.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
            cases.add(new Case(WHITE_SPACE, "between objects: [" + shown + "]", scene -> {
                Peer peer = scene.connect();
                peer.sendBare(space + PRESENCE + space + "{'action':'rooms','time':1}" + space);
                peer.expect(200).expect(200);
            }));
        }
        cases.add(new Case(DELIMITED, "pretty-printed over several lines", scene -> {
            Peer peer = scene.connect();
            peer.send(PRESENCE.replace(",", ",\n    ").replace("{", "{\n    ")).expect(200);
            peer.expectUsable();
        }));
        cases.add(new Case(DELIMITED, "braces, quotes and escapes inside strings", scene -> {
            Peer peer = scene.online();
            peer.send("{'action':'who','time':1,'x':'}{\\\\\\'{'}").expect(200);
            peer.expectUsable();
        }));
        cases.add(new Case(DELIMITED, "two objects without anything between", scene -> {
            Peer peer = scene.connect();
            peer.send(PRESENCE + "{'action':'rooms','time':1}").expect(200).expect(200);
        }));
        cases.add(new Case(DELIMITED, "split at every byte, inside characters and escapes too", scene -> {
            Peer peer = scene.online();
            byte[] bytes = peer.json("{'action':'msg','time':1,'to':'$me','message':'\u0444\ud83d\ude00\\u0444'}")
                    .getBytes(UTF_8);
            for (int cut = 1; cut < bytes.length; cut++) {
                peer.sendBytes(Arrays.copyOfRange(bytes, 0, cut));
                peer.sendBytes(Arrays.copyOfRange(bytes, cut, bytes.length));
                peer.expect(200);
                assertThat(peer.message().message()).isEqualTo("\u0444\ud83d\ude00\u0444");
            }
        }));
    }

    private static void written(List<Case> cases) {
        cases.add(new Case(ONE_LINE, "an answer", scene -> {
            Peer peer = scene.connect();
            peer.presence();
            assertThat(peer.read()).matches("\\{\"response\":200,\"time\":\\d+,\"alert\":\"[^\"]+\"}\n");
        }));
        cases.add(new Case(KEYS, "an error", scene -> {
            Peer peer = scene.connect();
            peer.send("{'action':'dance','time':1}");
            assertThat(peer.read()).matches("\\{\"response\":400,\"time\":\\d+,\"error\":\"[^\"]+\"}\n");
        }));
        cases.add(new Case(BARE, "each read gives one object", scene -> {
            Peer peer = scene.connect();
            peer.sendBare(PRESENCE + "{'action':'dance','time':1}{'action':'rooms','time':1}");
            for (String start : List.of("{\"response\":200", "{\"response\":400", "{\"response\":20")) {
                assertThat(peer.read()).startsWith(start).endsWith("}\n").containsOnlyOnce("\n");
            }
        }));
        cases.add(new Case(ESCAPED, "a message to a bare peer", scene -> {
            Peer bare = scene.connect();
            bare.sendBare(PRESENCE).expect(200);
            scene.online().msg(bare.name(), "\u0447\u0430\u0439 \ud83d\ude00").expect(200);
            assertThat(bare.read()).isASCII().contains("\\u0447\\u0430\\u0439 \\ud83d\\ude00");
        }));
        cases.add(new Case(PLAIN, "a message to a line peer", scene -> {
            Peer peer = scene.online();
            scene.online().msg(peer.name(), "\u0447\u0430\u0439").expect(200);
            assertThat(peer.read()).contains("\"message\":\"\u0447\u0430\u0439\"");
        }));
        cases.add(new Case(RELAYED, "spaces, escapes, odd numbers, unknown fields", scene -> {
            Peer sender = scene.online();
            Peer peer = scene.online();
            String object = sender.json("{ 'x':[1e5,{'y':null}], 'time' : 1.50,'action':'msg','to':'" + peer.name()
                    + "','from':'$me', 'message':'\\u0444\\/' }");
            sender.sendBytes((object + "\n").getBytes(UTF_8)).expect(200);
            assertThat(peer.read()).isEqualTo(object + "\n");
        }));
        cases.add(new Case(ANEW, "a message over several lines", scene -> {
            Peer sender = scene.online();
            Peer peer = scene.online();
            sender.send("{\n'action':'msg',\r\n'time':1,'to':'" + peer.name() + "','from':'$me','message':'x' }")
                    .expect(200);
            assertThat(peer.read())
                    .isEqualTo(sender.json(
                            "{'action':'msg','time':1,'to':'" + peer.name() + "','from':'$me','message':'x'}\n"));
        }));
        cases.add(new Case(ANEW, "a message whose from is missing", scene -> {
            Peer sender = scene.online();
            Peer peer = scene.online();
            sender.send("{ 'action':'msg', 'time':1, 'to':'" + peer.name() + "', 'message':'x' }")
                    .expect(200);
            assertThat(peer.read().getBytes(US_ASCII))
                    .isEqualTo(sender.json(
                                    "{'action':'msg','time':1,'to':'" + peer.name() + "','from':'$me','message':'x'}\n")
                            .getBytes(US_ASCII));
        }));
    }
}
