package chat.jim.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/** PROTOCOL.md, section 2: what stands between the objects, and objects that never end. */
final class GarbageCases {
    private static final String GARBAGE = "is answered with one 400 and skipped to the end of its line";
    private static final String BROKEN = "skipped up to the next line that begins with `{`";

    private GarbageCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (String garbage : List.of("hello", "[1,2]", "7", "null", "'text'", "}", "GET / HTTP/1.1\r")) {
            cases.add(Case.online(GARBAGE, garbage, 400));
        }
        cases.add(new Case(GARBAGE, "the header of a proxy, from one that nobody trusts", scene -> {
            Peer peer = scene.connect(scene.name());
            peer.send("PROXY TCP4 203.0.113.7 192.0.2.1 56324 7777\r").expect(400);
            peer.presence().expect(200);
            peer.expectUsable();
        }));
        cases.add(new Case(GARBAGE, "behind an object on its line", scene -> {
            Peer peer = scene.online();
            peer.send("{'action':'rooms','time':1} garbage {'action':'rooms','time':1}")
                    .expect(200)
                    .expect(400);
            peer.expectUsable();
        }));
        cases.add(new Case(GARBAGE, "a byte order mark", scene -> {
            Peer peer = scene.online();
            peer.send("\ufeff{'action':'rooms','time':1}").expect(400);
            peer.expectUsable();
        }));
        cases.add(new Case(GARBAGE, "UTF-16", scene -> {
            Peer peer = scene.online();
            peer.sendBytes("\u0000{\u0000}\n".getBytes(ISO_8859_1)).expect(400);
            peer.expectUsable();
        }));
        cases.add(new Case(BROKEN, "a forgotten quote", scene -> {
            Peer peer = scene.online();
            peer.send("{'action':'rooms,'time':1}").expect(400);
            peer.send("rest}").expectUsable();
        }));
        return cases;
    }
}
