package chat.jim.client.console;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.JimClient;
import chat.jim.client.link.ServerAddress;
import chat.jim.client.personal.ChatLog;
import chat.jim.client.personal.IgnoreList;
import chat.jim.client.recall.RecallWishes;
import chat.jim.client.screen.Palette;
import chat.jim.client.screen.Screen;
import chat.jim.client.terminal.PlainTerminal;
import chat.jim.client.terminal.Terminal;
import chat.jim.process.LineWriter;
import chat.jim.protocol.Address;
import chat.jim.server.TestServer;
import chat.jim.testing.RawClient;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person prefers holds in the chat. */
class PreferencesTest {
    @TempDir
    private Path folder;

    private final TestServer server = TestServer.start();
    private final RawClient bob = server.online("bob").join("#tea");
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PipedOutputStream typed = new PipedOutputStream();
    private final JimClient client =
            new JimClient(new ServerAddress("127.0.0.1", server.port(), null), InstantSource.system());

    @AfterEach
    void stop() {
        client.close();
        bob.close();
        server.close();
    }

    @Test
    void the_chat_begins_in_rooms_and_in_a_talk() throws IOException {
        start(List.of(Address.of("#ops"), Address.of("#tea")), Address.of("#tea"));
        type("hello");

        assertThat(bob.receive()).contains("alice joined #tea");
        bob.expectMessage("alice", "hello");
        awaitPrinted("You made #ops");
    }

    @Test
    void what_one_does_goes_out_as_a_plain_text_with_a_field() throws IOException {
        start(List.of(), Address.of("bob"));
        type("/me waves");

        assertThat(bob.receive()).contains("\"message\":\"waves\",\"me\":true}");
        awaitPrinted("-> bob: * alice waves");
        await().untilAsserted(
                        () -> assertThat(folder.resolve("bob.log")).content().endsWith(" * alice waves\n"));
        type("me too");
        bob.expectMessage("alice", "me too");
    }

    @Test
    void a_status_is_shown_beside_the_name_in_a_list_and_harms_nobody() throws IOException {
        start(List.of(), null);
        bob.send("{'action':'presence','time':1,'user':{'account_name':'bob','status':'at home\\u001b[31m\\ncarol'}}")
                .expect(200);
        type("status in the garden");
        awaitPrinted("Others see beside your name: in the garden");
        type("who");
        awaitPrinted("   bob (at home\\u{1b}[31m\\ncarol)");
        awaitPrinted("   alice (in the garden)");
        type("status");
        awaitPrinted("Others see nothing beside your name.");
        type("who");
        awaitPrinted("   alice" + System.lineSeparator());
    }

    @Test
    void who_is_ignored_is_not_seen_and_not_told() throws IOException {
        start(List.of(Address.of("#tea")), null);
        bob.receive();
        type("ignore BOB");
        awaitPrinted("What BOB writes and does is hidden");
        bob.msg("alice", "unseen-1").expect(200);
        bob.msg("#tea", "unseen-2").expect(200);
        bob.send("{'action':'leave','time':1,'room':'#tea'}").expect(200);
        type("ignore");
        awaitPrinted("You ignore: BOB");
        type("unignore bob");
        awaitPrinted("bob is hidden from you no longer.");
        bob.msg("alice", "shown").expect(200);
        awaitPrinted("bob: shown");

        assertThat(printed.toString(UTF_8)).doesNotContain("unseen", "bob left #tea");
    }

    @Test
    void the_log_has_what_others_say_and_what_the_server_has_taken() throws IOException {
        start(List.of(), null);
        type("message #nowhere lost");
        awaitPrinted("Not sent:");
        type("message bob how are you?");
        bob.expectMessage("alice", "how are you?");
        bob.msg("alice", "fine\\n2026-01-01 00:00:00 alice: forged").expect(200);
        awaitPrinted("bob: fine");

        await().untilAsserted(() -> assertThat(folder.resolve("bob.log"))
                .content()
                .containsPattern("^[-0-9]+ [0-9:]+ alice: how are you\\?\n[-0-9]+ [0-9:]+ bob: fine\\\\n2026.*\n$"));
        assertThat(folder.resolve("#nowhere.log")).doesNotExist();
    }

    private void start(List<Address> rooms, @Nullable Address talk) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(new PipedInputStream(typed), UTF_8));
        Terminal terminal = PlainTerminal.ofPipe(lines, new LineWriter(printed));
        InstantSource clock = InstantSource.system();
        Preferences preferences = new Preferences(
                rooms,
                talk,
                null,
                new ChatLog(folder, ZoneOffset.UTC),
                IgnoreList.in(folder.resolve("ignored")),
                RecallWishes.usual());
        Chat chat =
                new Chat(client, terminal, new Screen(terminal, new Palette(false), clock), null, preferences, clock);
        client.connect(chat);
        Thread thread = new Thread(() -> chat.run("alice"));
        thread.setDaemon(true);
        thread.start();
        awaitPrinted("Connected to");
    }

    private void type(String line) throws IOException {
        typed.write((line + "\n").getBytes(UTF_8));
        typed.flush();
    }

    private void awaitPrinted(String words) {
        await().untilAsserted(() -> assertThat(printed.toString(UTF_8)).contains(words));
    }
}
