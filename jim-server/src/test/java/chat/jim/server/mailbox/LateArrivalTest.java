package chat.jim.server.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.dialect.Dialects;
import chat.jim.dialect.PeerDialect;
import chat.jim.net.Connection;
import chat.jim.net.Transport;
import chat.jim.protocol.Address;
import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.Store;
import chat.jim.server.store.jetstream.JetStreamStore;
import chat.jim.testing.RawClient;
import chat.jim.wire.BufferPool;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import chat.jim.wire.MemoryBudget;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A server that has not answered in time hands a message over nevertheless, which another server has put into the store
 * meanwhile.
 */
@Timeout(60)
class LateArrivalTest {
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

    @RegisterExtension
    static final NatsCluster NATS = NatsCluster.shared();

    private final InstantSource clock = InstantSource.system();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Store store;
    private AccountKey key;
    private Mailboxes mailboxes;
    private Mailbox mailbox;
    private Peer carol;
    private Reader alice;

    /** A session of the account: its connection to the server, and its client. */
    private record Reader(Delivery delivery, Peer peer, RawClient client) {}

    @BeforeEach
    void start() throws Exception {
        Engine engine = opened(Engine.open(NATS.freshConfig()));
        store = opened(JetStreamStore.open(engine, "test"));
        key = store.accounts().add(Address.account("alice"), "hash").key();
        mailboxes = new Mailboxes(store, () -> LIMITS, new Replies(clock), clock, MemoryBudget.unlimited());
        mailbox = mailboxes.of(key);
        carol = reader(null).peer();
        alice = reader(key);
        alice.delivery().drain();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void what_the_reader_does_not_confirm_stays_before_what_was_kept_after_it() throws Exception {
        another(1, "node.1.1");
        another(2, null);

        assertThat(late(1, "node.1.1")).isNull();
        alice.delivery().close();

        assertThat(heardByTheNext(2)).containsExactly(1, 2);
        assertThat(store.mail().read(key, 0, 10)).hasSize(2);
    }

    @Test
    void what_is_only_kept_there_stays_before_it_too() throws Exception {
        another(1, "node.1.1");
        another(2, null);
        alice.delivery().close();

        Store.await(late(1, "node.1.1"));

        assertThat(heardByTheNext(2)).containsExactly(1, 2);
    }

    @Test
    void what_the_reader_was_sent_comes_once() throws Exception {
        assertThat(late(1, "node.1.1")).isNull();
        another(1, "node.1.1");
        another(2, null);

        mailbox.poke();

        assertThat(heardUntil(alice, 2)).containsExactly(1, 2);
    }

    @Test
    void what_is_read_from_the_store_does_not_come_once_more() throws Exception {
        another(1, "node.1.1");
        another(2, null);
        mailbox.poke();
        assertThat(heardUntil(alice, 2)).containsExactly(1, 2);

        assertThat(late(1, "node.1.1")).isNull();
        another(3, null);
        mailbox.poke();

        assertThat(heardUntil(alice, 3)).containsExactly(3);
    }

    @Test
    void what_was_confirmed_is_dropped_when_it_is_read() throws Exception {
        mailboxes.arrivals().isFirst("node.1.1");
        mailboxes.arrivals().confirmed("node.1.1");
        another(1, "node.1.1");
        another(2, null);

        mailbox.poke();

        assertThat(heardUntil(alice, 2)).containsExactly(2);
    }

    @Test
    void what_a_reader_confirms_after_another_server_has_added_some_is_removed() throws Exception {
        assertThat(late(1, "node.1.1")).isNull();
        alice.delivery().probe();
        alice.peer().flush();
        assertThat(heardUntil(alice, 1)).containsExactly(1);
        alice.client().expectProbe();
        another(2, null);
        mailbox.poke();

        alice.delivery().confirm();
        alice.delivery().close();
        another(3, null);

        assertThat(heardByTheNext(3)).containsExactly(2, 3);
    }

    @Test
    void what_comes_when_the_reader_has_just_gone_is_told() throws Exception {
        alice.delivery().close();
        List<CompletableFuture<Long>> told = new ArrayList<>();

        mailbox.accept(OutgoingMsg.standard(frame(1), clock), carol, told::add).run();

        assertThat(told)
                .singleElement()
                .satisfies(kept -> assertThat(kept.join() > 0).isTrue());
    }

    private void another(int number, @Nullable String ticket) throws FrameException {
        Store.await(store.mail().add(key, new Letter(frame(number), null, ticket), Count.UNLIMITED));
    }

    private @Nullable CompletableFuture<Long> late(int number, String ticket) throws FrameException {
        mailboxes.arrivals().isFirst(ticket);
        CompletableFuture<Long> kept = mailbox.offer(OutgoingMsg.standard(frame(number), clock), carol.with(ticket));
        carol.flush();
        return kept;
    }

    private List<Integer> heardByTheNext(int last) throws Exception {
        Reader next = reader(key);
        next.delivery().drain();
        return heardUntil(next, last);
    }

    private static Frame frame(int number) throws FrameException {
        return Frame.of(("{\"action\":\"msg\",\"message\":\"" + number + "\"}").getBytes(UTF_8));
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

    private Reader reader(@Nullable AccountKey account) throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RawClient client = opened(RawClient.connect(listening.getLocalPort()));
            Connection connection = opened(new Connection(
                    new Transport(listening.accept(), null, null), Duration.ZERO, 2 * WINDOW, BufferPool.unlimited()));
            Peer peer = Peer.connected(connection, new PeerDialect(Dialects.all(), name -> false), Duration.ZERO);
            return new Reader(mailboxes.open(account, peer), peer, client);
        }
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(0, one);
        return one;
    }
}
