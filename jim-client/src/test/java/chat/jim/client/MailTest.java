package chat.jim.client;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.link.ServerAddress;
import chat.jim.protocol.Address;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.server.TestServer;
import chat.jim.testing.RawClient;
import chat.jim.testing.Waiting;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client and the mailbox of its account (PROTOCOL.md, section 6). */
class MailTest {
    private static final Address BOB = Address.account("bob");

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @AutoClose
    private TestServer server;

    @BeforeEach
    void keepMessage() {
        server = TestServer.startWithMailbox(10).withAccount("bob", "b");
        try (RawClient alice = server.online("alice")) {
            alice.msg("bob", "hello").expect(202);
        }
    }

    @Test
    void who_is_shown_all_does_not_get_it_again() throws Exception {
        visit(true);

        server.connect().authenticate("bob", "b").expect(200, "").fence("bob");
    }

    @Test
    void who_is_not_shown_it_leaves_it_in_the_mailbox() throws Exception {
        visit(false);

        server.connect().authenticate("bob", "b").expect(200, "").expectMessage("alice", "hello");
    }

    /** Logs in, hears the message, answers the probe behind it, and goes. */
    private void visit(boolean showsAll) throws IOException, InterruptedException {
        try (JimClient client =
                new JimClient(new ServerAddress("127.0.0.1", server.port(), null), InstantSource.system())) {
            client.connect(listener(showsAll));
            client.login(BOB, "b");
            assertThat(heard.poll(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo("hello");
            client.who(null, false, answer -> heard.add("fence"));
            assertThat(heard.poll(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo("fence");
        }
    }

    private ClientListener listener(boolean showsAll) {
        return new ClientListener() {
            @Override
            public void onMessage(Action.Msg msg) {
                heard.add(msg.message());
            }

            @Override
            public boolean showsAll() {
                return showsAll;
            }

            @Override
            public void onNotice(Response notice) {}

            @Override
            public void onGarbage(String reason) {}

            @Override
            public void onLost(String reason) {}
        };
    }
}
