package chat.jim.server.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.dialect.Dialects;
import chat.jim.dialect.PeerDialect;
import chat.jim.net.Connection;
import chat.jim.net.Transport;
import chat.jim.protocol.Address;
import chat.jim.server.TestServer;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.Store;
import chat.jim.server.store.repair.Repair;
import chat.jim.testing.RawClient;
import chat.jim.wire.BufferPool;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import chat.jim.wire.MemoryBudget;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PROTOCOL.md, section 6: of two sessions of an account the older one is lost, and only a message to it finds that out. */
@Timeout(60)
class LostReaderTest {
    private static final int WINDOW = 4096;
    private static final ServerConfig.Limits LIMITS = new ServerConfig.Limits(
            10,
            new ServerConfig.Flood(ServerConfig.UNLIMITED, 1000),
            2 * WINDOW,
            Long.MAX_VALUE,
            10,
            3,
            10,
            10,
            3,
            1000,
            Long.MAX_VALUE);

    @TempDir
    private Path folder;

    private final InstantSource clock = InstantSource.system();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Store store;
    private AccountKey key;
    private Mailbox mailbox;
    private Peer carol;
    private Reader older;
    private Reader newer;

    /** One session of the account: its connection to the server, and its client. */
    private record Reader(Delivery delivery, Peer peer, Connection connection, RawClient client) {}

    @BeforeEach
    void start() throws Exception {
        store = opened(Repair.openStore(folder, report -> {}));
        Address alice = Address.account("alice");
        store.accounts().add(alice, "hash");
        key = TestServer.key(store, alice);
        Replies replies = new Replies(clock);
        Mailboxes mailboxes = new Mailboxes(store, () -> LIMITS, replies, clock, MemoryBudget.unlimited());
        mailbox = mailboxes.of(key);
        carol = reader(mailboxes, key).peer();
        older = reader(mailboxes, key);
        newer = reader(mailboxes, key);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void what_only_the_older_one_was_sent_comes_to_the_newer_one_before_that_message() throws Exception {
        older.delivery().drain();
        assertThat(say(1)).isTrue();
        newer.delivery().drain();
        older.connection().close();

        assertThat(say(2)).isFalse();

        newer.delivery().drain();
        assertThat(say(3)).isTrue();
        assertThat(heardUntil(newer, 3)).containsExactly(1, 2, 3);
    }

    @Test
    void what_another_server_keeps_comes_once_and_what_was_sent_before_is_behind_it_in_the_store() throws Exception {
        older.delivery().drain();
        assertThat(say(1)).isTrue();
        Store.await(store.mail().add(key, new Letter(frame(2), null), Count.UNLIMITED));

        mailbox.poke();
        older.delivery().drain();

        assertThat(say(3)).isTrue();
        assertThat(heardUntil(older, 3)).containsExactly(1, 2, 3);
        assertThat(store.mail().read(key, 0, 10))
                .extracting(kept -> new String(
                        kept.message().array(),
                        kept.message().offset(),
                        kept.message().length(),
                        UTF_8))
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"2\""),
                        second -> assertThat(second).contains("\"1\""));
    }

    @Test
    void what_another_server_keeps_comes_at_once_though_the_last_probe_is_not_answered_yet() throws Exception {
        Store.await(store.mail().add(key, new Letter(frame(1), null), Count.UNLIMITED));
        older.delivery().drain();
        assertThat(heardUntil(older, 1)).containsExactly(1);
        Store.await(store.mail().add(key, new Letter(frame(2), null), Count.UNLIMITED));

        mailbox.poke();

        assertThat(heardUntil(older, 2)).containsExactly(2);
    }

    private static Frame frame(int number) throws FrameException {
        return Frame.of(("{\"action\":\"msg\",\"message\":\"" + number + "\"}").getBytes(UTF_8));
    }

    private boolean say(int number) throws Exception {
        Runnable keeping = mailbox.accept(OutgoingMsg.standard(frame(number), clock), carol, unread -> {});
        carol.flush();
        if (keeping != null) {
            keeping.run();
        }
        return keeping == null;
    }

    /** The messages that he has got up to that one. */
    private static List<Integer> heardUntil(Reader reader, int last) {
        reader.peer().flush();
        List<Integer> heard = new ArrayList<>();
        while (heard.isEmpty() || heard.get(heard.size() - 1) != last) {
            String line = reader.client().receive();
            if (line.contains("\"msg\"")) {
                heard.add(Integer.valueOf(line.replaceAll(".*\"message\":\"([0-9]+)\".*", "$1")));
            }
        }
        return heard;
    }

    private Reader reader(Mailboxes mailboxes, AccountKey key) throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RawClient client = opened(RawClient.connect(listening.getLocalPort()));
            Connection connection = opened(new Connection(
                    new Transport(listening.accept(), null, null), Duration.ZERO, 2 * WINDOW, BufferPool.unlimited()));
            Peer peer = Peer.connected(connection, new PeerDialect(Dialects.all(), name -> false), Duration.ZERO);
            return new Reader(mailboxes.open(key, peer), peer, connection, client);
        }
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(0, one);
        return one;
    }
}
