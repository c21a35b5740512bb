package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.dialect.Speaker;
import chat.jim.testing.RawClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** PROTOCOL.md, section 13 and appendix: programs that know no rooms are in that of everybody, unless they are banned. */
@Timeout(60)
class BannedProgramTest {
    private static final String NOBODY_UNDERSTANDS = "There is no action dance here.";

    @AutoClose
    private final RoomScene scene = new RoomScene().withAccounts("alice");

    private RoomPerson alice;

    @BeforeEach
    void makeOperator() {
        scene.setOperator("alice", true);
        alice = scene.login("alice").join("#all");
    }

    /** One that counts its guests says another name each time. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SPEC", "GUEST_LOGIN"})
    void who_is_banned_hears_and_says_nothing_there_in_any_dialect(Speaker speaker) {
        String name = speaker.isGuest() ? "Guest" : "anna";
        try (RawClient program = logIn(speaker, name)) {
            alice.told(name + " joined #all");
            alice.order("ban", "#all", name, "");
            alice.say("#all", "not for you");

            assertThat(heard(program, speaker, name)).noneMatch(line -> line.contains("not for you"));
            alice.notTold("may I?");
        }
        await().until(() -> !scene.server().isOnline(name));
        try (RawClient again = logIn(speaker, name)) {
            alice.say("#all", "not for you");

            assertThat(heard(again, speaker, name)).noneMatch(line -> line.contains("not for you"));
            alice.notTold("may I?").notTold(name + " joined");
        }
        alice.order("unban", "#all", name, "");
        await().until(() -> !scene.server().isOnline(name));
        try (RawClient back = logIn(speaker, name)) {
            assertThat(back).isNotNull();
            alice.told(name + " joined #all");
        }
    }

    private RawClient logIn(Speaker speaker, String name) {
        RawClient program = RawClient.bare(scene.server().port());
        speaker.logIn(program, name, name);
        return program;
    }

    /** Has it say something to everybody, and returns all that it hears until something else is answered. */
    private static List<String> heard(RawClient program, Speaker speaker, String name) {
        program.send(speaker.write(name, speaker.everybody(), "may I?"));
        program.send(speaker.nonsense());
        List<String> heard = new ArrayList<>();
        for (String line = program.receive(); !line.contains(NOBODY_UNDERSTANDS); line = program.receive()) {
            heard.add(line);
        }
        return heard;
    }
}
