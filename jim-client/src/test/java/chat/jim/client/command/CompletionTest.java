package chat.jim.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.ClientListener;
import chat.jim.client.JimClient;
import chat.jim.client.link.ServerAddress;
import chat.jim.client.screen.JsonDisplay;
import chat.jim.client.screen.Prompt;
import chat.jim.client.terminal.PlainTerminal;
import chat.jim.process.LineWriter;
import chat.jim.protocol.Address;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.server.TestServer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Tab offers alice, who is in #tea and #ops, and to whom bob and carol have written. */
@Timeout(120)
class CompletionTest implements ClientListener {
    private final TestServer server = TestServer.start();
    private final JimClient client =
            new JimClient(new ServerAddress("127.0.0.1", server.port(), null), InstantSource.system());
    private final LineWriter nowhere = new LineWriter(new ByteArrayOutputStream());
    private final Prompt prompt =
            new JsonDisplay(nowhere, PlainTerminal.ofPipe(new BufferedReader(Reader.nullReader()), nowhere)).prompt();
    private final KnownUsers users = new KnownUsers(InstantSource.system());
    private final Completion completion = new Completion(client, users, prompt);

    @BeforeEach
    void comeOnline() throws IOException {
        client.connect(this);
        client.login(Address.account("alice"), null);
        CompletableFuture<Response> joined = new CompletableFuture<>();
        client.join(Address.room("#tea"), answer -> {});
        client.join(Address.room("#ops"), joined::complete);
        joined.join();
        for (String writer : new String[] {"bob", "carol"}) {
            users.add(new Action.Msg(1, Address.room("#tea"), Address.account(writer), null, "hi"), client);
        }
    }

    @AfterEach
    void leave() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "kic, '', kick",
        "/unm, '', /unmute",
        "'', kick, bob carol",
        "'', kick #tea, bob carol",
        "c, ban #tea, carol",
        "#, kick, #ops #tea",
        "'', grant bob, member moderator owner voice",
        "'', /grant #tea bob, member moderator owner voice",
        "m, revoke bob, member moderator",
        "'', op bob, ''",
        "'', invite bob, #ops #tea",
        "'', private, off on",
        "'', keep #tea, off on",
        "'', topic, #ops #tea",
        "'', room, #ops #tea",
        "'', whois, bob carol",
        "ki, help, kick",
        "'', rooms, ''",
        "'', message, #ops #tea bob carol",
        "b, message carol ask, bob"
    })
    void each_place_in_a_line_has_its_words(String word, String before, String offered) {
        assertThat(String.join(" ", completion.completions(before.isEmpty() ? "" : before + " ", word)))
                .isEqualTo(offered);
    }

    @Test
    void in_a_talk_the_words_of_a_command_need_a_slash() {
        prompt.setTalk(Address.room("#tea"));

        assertThat(completion.completions("grant bob ", "")).containsExactly("bob", "carol");
        assertThat(completion.completions("/grant bob ", "")).contains("moderator");
        assertThat(completion.completions("", "b")).containsExactly("bob:");
    }

    @Override
    public void onMessage(Action.Msg msg) {}

    @Override
    public void onNotice(Response notice) {}

    @Override
    public void onGarbage(String reason) {}

    @Override
    public void onLost(String reason) {}

    @Override
    public void onPause() {}

    @Override
    public boolean showsAll() {
        return true;
    }
}
