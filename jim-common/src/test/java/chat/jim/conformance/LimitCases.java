package chat.jim.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** PROTOCOL.md, section 2. */
final class LimitCases {
    private static final String CODE_POINTS =
            "an escape such as `\\u0444` or a surrogate pair counting as the one" + " character it means";
    private static final String WHOLE = "the whole object, from `{` to `}`, white space included";
    private static final String ACTION = "| `action` | 15 |";
    private static final String NAME = "`account_name`, room name with its `#`";
    private static final String TEXT = "| `message` | 500 |";
    private static final String OVER_LONG =
            "An over-long object is skipped up to its closing brace, answered 400, and" + " the connection goes on";
    private static final String STILL_OPEN =
            "one that is still open at 8 KiB is answered 400 and the connection closed";
    private static final String OWN = "The server's own objects obey the same limits.";

    /** What one character may be written as. */
    private static final List<String> CHARACTERS =
            List.of("x", "\u0444", "\ud83d\ude00", "\\n", "\\u0444", "\\ud83d\\ude00");

    private LimitCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>(GarbageCases.all());
        for (String character : CHARACTERS) {
            for (int over = 0; over <= 1; over++) {
                cases.add(text(character, over));
                cases.add(object(character, over));
            }
        }
        for (String letter : List.of("x", "\u0444", "\\u0444", "\ud801\udc28")) {
            for (int over = 0; over <= 1; over++) {
                cases.add(name(letter, over));
                cases.add(room(letter, over));
            }
        }
        cases.add(Case.online(ACTION, "{'action':'abcdefghijklmno','time':1}", 400));
        cases.add(Case.online(ACTION, "{'action':'abcdefghijklmnop','time':1}", 400));
        cases.add(new Case(OVER_LONG, "white space counts", scene -> {
            Peer peer = scene.online();
            peer.send("{" + " ".repeat(640) + "'action':'rooms','time':1}{'action':'rooms','time':1}")
                    .expect(400)
                    .expect(200);
        }));
        cases.add(new Case(OVER_LONG, "7 KiB of it", scene -> {
            Peer peer = scene.online();
            peer.send("{'action':'rooms','time':1,'x':'" + "y".repeat(7000) + "'}")
                    .expect(400);
            peer.expectUsable();
        }));
        cases.add(new Case(STILL_OPEN, "a string without end", scene -> {
            Peer peer = scene.online();
            peer.send("{'action':'" + "x".repeat(20_000)).expect(400);
            peer.expectEnd();
        }));
        for (int depth : List.of(1000, 100_000)) {
            cases.add(new Case(depth < 8192 ? OVER_LONG : STILL_OPEN, depth + " levels", scene -> {
                Peer peer = scene.online();
                peer.send("{'action':'rooms','time':1,'x':" + "[".repeat(depth) + "]".repeat(depth) + "}")
                        .expect(400);
                if (depth < 8192) {
                    peer.expectUsable();
                } else {
                    peer.expectEnd();
                }
            }));
        }
        cases.add(new Case(OWN, "a list of many long names", scene -> {
            Peer peer = scene.online();
            for (int i = 0; i < 30; i++) {
                peer.room("join", scene.room()).expect(201);
            }
            assertThat(peer.send("{'action':'rooms','time':1}").answer(200).names())
                    .hasSizeGreaterThanOrEqualTo(30);
        }));
        return cases;
    }

    private static Case text(String character, int over) {
        int code = over == 0 ? 200 : 400;
        return new Case(TEXT, code + " for " + (500 + over) + " times " + character, scene -> {
            Peer peer = scene.online();
            peer.msg(peer.name(), character.repeat(500 + over)).expect(code);
            if (over == 0) {
                assertThat(peer.message().message().codePoints().count()).isEqualTo(500);
            } else {
                peer.expectNoMessage();
            }
        });
    }

    private static Case object(String character, int over) {
        int code = over == 0 ? 200 : 400;
        String quote = character.startsWith("\\") ? CODE_POINTS : WHOLE;
        return new Case(quote, code + " for " + (640 + over) + " characters of " + character, scene -> {
            Peer peer = scene.online();
            String rest = "{'action':'who','time':1,'x':''}";
            peer.send("{'action':'who','time':1,'x':'" + character.repeat(640 - rest.length() + over) + "'}");
            peer.expect(code).expectUsable();
        });
    }

    private static Case name(String letter, int over) {
        int code = over == 0 ? 200 : 400;
        return new Case(NAME, code + " for a name of " + (25 + over) + " times " + letter, scene -> {
            Peer peer = scene.connect(letter.repeat(25 + over));
            peer.presence().expect(code);
        });
    }

    private static Case room(String letter, int over) {
        int code = over == 0 ? 201 : 400;
        return new Case(NAME, code + " for a room of " + (25 + over) + " characters " + letter, scene -> {
            Peer peer = scene.online();
            peer.room("join", "#" + letter.repeat(24 + over)).expect(code);
            peer.expectUsable();
        });
    }
}
