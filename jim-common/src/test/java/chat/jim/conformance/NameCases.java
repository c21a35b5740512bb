package chat.jim.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** PROTOCOL.md, section 4. */
final class NameCases {
    private static final String ALPHABET = "letters, digits, `_`, `-`, `.`, starting with a letter, digit or `_`";
    private static final String SCRIPT = "letters of one script (Latin and Cyrillic are not mixed)";
    private static final String SPACES = "no spaces, control or format characters";
    private static final String UNSEEN = "nothing that is shown as nothing";
    private static final String MARKS = "A combining mark stands only behind a letter of its own script";
    private static final String ROOM = "`#` starts a room's name, followed by the same alphabet.";
    private static final String SAME =
            "Two names that differ only in case, or in Unicode normalisation (NFKC), are the" + " same name";
    private static final String SHOWN = "Names are shown as they were first written.";
    private static final String RESERVED = "`server`, `system` and `admin` are reserved";
    private static final String ONE_WINNER = "If several guests ask for it at once, exactly one gets it";
    private static final int PEERS = 16;

    private NameCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (String good : List.of("_x-9.Z", "9lives", "\u0416\u0435\u043d\u044f", "\u00e9t\u00e9", "\u540d\u524d")) {
            cases.add(new Case(ALPHABET, "200 for " + good, scene -> scene.online(good)));
        }
        for (String bad : List.of("-x", ".x", "..", "*", "a/b", "a@b", "a#b", "#room", "", "$x", "\ud83d\ude00")) {
            cases.add(refused(ALPHABET, bad));
        }
        for (String bad : List.of("\u0430lice", "alic\u0435", "a\u03b1", "\u0430\u03b1")) {
            cases.add(refused(SCRIPT, bad));
        }
        for (String bad : List.of(
                "a b",
                " ab",
                "ab ",
                "a\u00a0b",
                "a\\tb",
                "a\\nb",
                "a\\u0000b",
                "a\\u001bb",
                "a\\u007fb",
                "a\\u009bb",
                "a\u200bb",
                "a\u200db",
                "a\u00adb",
                "a\u202eb",
                "a\u2066b",
                "\ufeffab",
                "a\\u2028b")) {
            cases.add(refused(SPACES, bad));
        }
        unseen(cases);
        for (String bad : List.of("tea", "#", "##", "#-x", "#a b", "#\u0430lice", "#a#b")) {
            cases.add(new Case(
                    ROOM,
                    "400 for the room " + bad,
                    scene -> scene.online().room("join", bad).expect(400).expectUsable()));
        }
        for (String reserved : List.of("server", "System", "ADMIN", "\uff53erver")) {
            cases.add(refused(RESERVED, reserved));
        }
        same(cases);
        cases.add(new Case(ONE_WINNER, "sixteen ask for one name at once", scene -> {
            for (int round = 0; round < 10; round++) {
                race(scene);
            }
        }));
        return cases;
    }

    private static void unseen(List<Case> cases) {
        for (String bad : List.of(
                "ab\ufe0f", "ab\udb40\udd00", "a\udb40\uddefb", "\u1820\u180b", "\u3164", "ab\u034f", "ab\u2065")) {
            cases.add(refused(UNSEEN, bad));
        }
        for (String good :
                List.of("\u043d\u0438\u0306", "\u0928\u0940", "\u05d0\u05b8", "\u0645\u064f", "\u0e17\u0e35\u0e48")) {
            cases.add(new Case(MARKS, "200 for " + good, scene -> scene.online(good)));
        }
        for (String bad : List.of("q\u0301", "i\u0307v", "\u0430\u0483", "_\u093f", "a\u0e35", "\u05d0\u064b")) {
            cases.add(refused(MARKS, bad));
        }
    }

    private static void same(List<Case> cases) {
        cases.add(conflict("another case", name -> name.toUpperCase(Locale.ROOT)));
        cases.add(conflict("full width", name -> name.replace('c', '\uff43')));
        cases.add(conflict("escapes", name -> name.replace("c", "\\u0063")));
        cases.add(new Case(SAME, "409 for the same in NFD", scene -> {
            String name = scene.name() + "\u00e9";
            scene.online(name);
            scene.connect(Normalizer.normalize(name, Normalizer.Form.NFD))
                    .presence()
                    .expect(409);
        }));
        cases.add(new Case(SAME, "a message to another case arrives", scene -> {
            Peer peer = scene.online();
            scene.online().msg(peer.name().toUpperCase(Locale.ROOT), "hi").expect(200);
            assertThat(peer.message().message()).isEqualTo("hi");
        }));
        cases.add(new Case(SHOWN, "in who", scene -> {
            Peer peer = scene.online("C" + scene.name());
            peer.send("{'action':'presence','time':1,'user':{'account_name':'"
                            + peer.name().toUpperCase(Locale.ROOT) + "'}}")
                    .expect(200);
            String room = scene.room();
            peer.room("join", room).expect(201);
            assertThat(peer.room("who", room).answer(200).names()).containsExactly(peer.name());
        }));
    }

    private static Case conflict(String what, UnaryOperator<String> change) {
        return new Case(SAME, "409 for " + what, scene -> {
            Peer first = scene.online();
            scene.connect(change.apply(first.name())).presence().expect(409);
            first.expectUsable();
        });
    }

    private static Case refused(String quote, String name) {
        return new Case(
                quote,
                "400 for [" + name + "]",
                scene -> scene.connect(name).presence().expect(400));
    }

    private static void race(Scene scene) throws Exception {
        String name = scene.name();
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < PEERS; i++) {
            peers.add(scene.connect(name));
        }
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        for (Peer peer : peers) {
            answers.add(CompletableFuture.supplyAsync(() -> peer.comesOnline(), task -> new Thread(task).start()));
        }
        assertThat(answers.stream().filter(CompletableFuture::join)).hasSize(1);
    }
}
