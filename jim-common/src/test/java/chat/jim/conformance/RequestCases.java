package chat.jim.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** PROTOCOL.md, section 3. */
final class RequestCases {
    private static final String TIME = "`time` (a number, UNIX seconds, whole or not; a string is accepted too";
    private static final String NO_TIME = "anything else, or none, is 400";
    private static final String QUIT = "`quit` alone may come without `time`";
    private static final String MISPRINT = "as the specification misprints it, is read as `probe`";
    private static final String UNKNOWN = "Unknown extra fields are ignored by the server and relayed untouched";
    private static final String TWICE = "A field given twice is 400";
    private static final String BOTH = "An object with both `action` and `response` is 400.";
    private static final String DEPTH = "Nesting deeper than 8 is 400.";
    private static final String EMPTY = "An empty `message`, name or `password` is 400.";
    private static final String UTF8 = "Invalid UTF-8, a lone surrogate and a NUL are 400.";
    private static final String ORDER = "Each request gets exactly one answer, in the order of the requests";
    private static final String OPEN = "A 400 alone never closes the connection";
    private static final String TEN = "after 10 bad objects in a row";
    private static final String JSON = "a JSON object with `action` (string) and `time`";

    private RequestCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>(GeneratedRequests.all());
        times(cases);
        objects(cases);
        order(cases);
        return cases;
    }

    private static void times(List<Case> cases) {
        for (String time : List.of("1.9", "0", "-1", "1e9", "1763700000", "2147483648", "'Sat Nov 21 2026'", "''")) {
            cases.add(Case.online(TIME, "{'action':'rooms','time':" + time + "}", 200));
        }
        for (String time : List.of(
                "1e1000000000", "9".repeat(400), "-1e400", "1e99", "9223372036854775808", "-9223372036854775809")) {
            cases.add(Case.online(NO_TIME, "{'action':'rooms','time':" + time + "}", 400));
        }
        cases.add(new Case(QUIT, "without time", scene -> {
            Peer peer = scene.online();
            peer.send("{'action':'quit'}").expect(200);
            peer.expectEnd();
        }));
    }

    private static void objects(List<Case> cases) {
        cases.add(Case.online(MISPRINT, "{'action':'pr\u043ebe','time':1}", 400));
        cases.add(Case.online(JSON, "{}", 400));
        cases.add(Case.online(JSON, "{'time':1}", 400));
        cases.add(Case.online(JSON, "{'action':7,'time':1}", 400));
        cases.add(Case.online(JSON, "{'action':'PRESENCE','time':1,'user':{'account_name':'$me'}}", 400));
        for (String broken : List.of(
                "{'action':'rooms','time':1,}",
                "{'action' 'rooms','time':1}",
                "{action:'rooms','time':1}",
                "{'action':'rooms','time':1/**/}",
                "{'action':'rooms','time':1,'x':NaN}",
                "{'action':'rooms','time':+1}",
                "{'action':'rooms','time':01}",
                "{'action':'rooms','time':1,'x':[}",
                "{'action':'rooms','time':1,'x':'\\q'}",
                "{'action':'rooms','time':1,'x':'\t'}")) {
            cases.add(Case.online(JSON, broken, 400));
        }
        for (String twice : List.of(
                "{'action':'rooms','action':'rooms','time':1}",
                "{'action':'rooms','time':1,'time':1}",
                "{'action':'msg','time':1,'to':'$me','to':'eve','message':'x'}",
                "{'action':'msg','time':1,'to':'$me','\\u0074o':'eve','message':'x'}",
                "{'action':'msg','time':1,'to':'$me','from':'$me','from':'eve','message':'x'}",
                "{'action':'msg','time':1,'to':'$me','message':'x','mess\\u0061ge':'y'}",
                "{'action':'presence','time':1,'user':{'account_name':'$me','account_name':'eve'}}",
                "{'action':'presence','time':1,'user':{'account_name':'$me'},'user':{'account_name':'$me'}}",
                "{'x':1,'action':'rooms','time':1,'x':{'to':[]}}")) {
            cases.add(Case.online(TWICE, twice, 400));
        }
        cases.add(Case.online(BOTH, "{'action':'rooms','response':101,'time':1}", 400));
        cases.add(Case.online(DEPTH, "{'action':'rooms','time':1,'x':" + "[".repeat(7) + "]".repeat(7) + "}", 200));
        cases.add(Case.online(DEPTH, "{'action':'rooms','time':1,'x':" + "[".repeat(8) + "]".repeat(8) + "}", 400));
        cases.add(Case.online(DEPTH, "{'action':'rooms','time':1,'x':" + "[".repeat(250) + "]".repeat(250) + "}", 400));
        cases.add(Case.online(EMPTY, "{'action':'msg','time':1,'to':'$me','message':''}", 400));
        cases.add(Case.online(UNKNOWN, "{'x':1,'action':'rooms','time':1,'y':{'to':[]}}", 200));
        for (String half : List.of("\\ud800", "\\udc00", "\\ud800x", "\\udc00\\ud800", "\\u0000", "\u0000")) {
            cases.add(Case.online(UTF8, "{'action':'msg','time':1,'to':'$me','message':'" + half + "'}", 400));
        }
        for (String half : List.of("\\ud800", "\\u0000")) {
            cases.add(Case.online(UTF8, "{'action':'join','time':1,'room':'#" + half + "'}", 400));
        }
        for (String bytes : List.of(
                "\u00c0\u00af",
                "\u00e0\u0080\u00af",
                "\u00f4\u0090\u0080\u0080",
                "\u00ed\u00a0\u0080",
                "\u00c3(",
                "\u00ff")) {
            cases.add(new Case(UTF8, "the bytes " + hex(bytes), scene -> {
                Peer peer = scene.online();
                String object = peer.json("{'action':'msg','time':1,'to':'$me','message':'" + bytes + "'}\n");
                peer.sendBytes(object.getBytes(ISO_8859_1)).expect(400);
                peer.expectNoMessage();
            }));
        }
    }

    private static void order(List<Case> cases) {
        cases.add(new Case(ORDER, "good and bad ones in one segment", scene -> {
            Peer peer = scene.online();
            peer.send("{'action':'rooms','time':1}{'action':'dance','time':1}{'action':'msg','time':1,'to':'"
                    + scene.name() + "','message':'x'} garbage\n{'action':'who','time':1}");
            peer.expect(200).expect(400).expect(404).expect(400).expect(200);
            peer.expectUsable();
        }));
        cases.add(new Case(ORDER, "a thousand, pipelined", scene -> {
            Peer peer = scene.online();
            for (int i = 0; i < 1000; i++) {
                peer.send("{'action':'" + (i % 3 == 0 ? "dance" : "rooms") + "','time':1}");
            }
            for (int i = 0; i < 1000; i++) {
                peer.expect(i % 3 == 0 ? 400 : 200);
            }
        }));
        cases.add(new Case(OPEN, "nine bad ones and a good one, thrice", scene -> {
            Peer peer = scene.online();
            for (int i = 0; i < 30; i++) {
                peer.send(i % 10 == 9 ? "{'action':'rooms','time':1}" : "garbage")
                        .expect(i % 10 == 9 ? 200 : 400);
            }
        }));
        cases.add(new Case(TEN, "ten bad ones", scene -> {
            Peer peer = scene.online();
            for (int i = 0; i < 10; i++) {
                peer.send("{'action':'dance','time':1}").expect(400);
            }
            peer.expectEnd();
        }));
        cases.add(new Case(OPEN, "others are not disturbed", scene -> {
            Peer bad = scene.online();
            Peer one = scene.online();
            Peer other = scene.online();
            for (int i = 0; i < 9; i++) {
                bad.send("{'action':'msg','time':1,'to':'" + one.name() + "','message':7}")
                        .expect(400);
                other.msg(one.name(), Integer.toString(i)).expect(200);
                assertThat(one.message().message()).isEqualTo(Integer.toString(i));
            }
        }));
    }

    private static String hex(String latin1) {
        StringBuilder hex = new StringBuilder();
        for (byte b : latin1.getBytes(ISO_8859_1)) {
            hex.append(String.format("%02X ", b));
        }
        return hex.toString().strip();
    }
}
