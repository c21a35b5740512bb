package chat.jim.server.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.dialect.Dialects;
import chat.jim.dialect.PeerDialect;
import chat.jim.net.Connection;
import chat.jim.net.Transport;
import chat.jim.protocol.Address;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.peer.Sender;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.Store;
import chat.jim.testing.RawClient;
import chat.jim.wire.BufferPool;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import chat.jim.wire.MemoryBudget;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The account alice, her mailbox at one server, sessions of hers there, and carol, who writes to her. */
final class MailScene implements Closeable {
    /** So many bytes may be unconfirmed. */
    static final int WINDOW = 4096;

    static final ServerConfig.Limits LIMITS = new ServerConfig.Limits(
            10,
            new ServerConfig.Flood(ServerConfig.UNLIMITED, 1000),
            2 * WINDOW,
            Long.MAX_VALUE,
            10,
            3,
            10,
            10,
            3,
            10_000,
            Long.MAX_VALUE);

    private static final Address ALICE = Address.account("alice");

    private final InstantSource clock = InstantSource.system();
    private final List<Closeable> open = new ArrayList<>();
    private final Store store;
    private final AccountKey alice;
    private final Mailboxes mailboxes;
    private final Mailbox mailbox;
    private final Peer carol;

    /** A session: its connection to the server, and its client. */
    record Session(Delivery delivery, Peer peer, Connection connection, RawClient client) implements Closeable {
        /** A new one, with what that opens for its peer. */
        static Session connected(Function<Peer, Delivery> opening) throws IOException {
            try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                RawClient client = RawClient.connect(listening.getLocalPort());
                Transport transport = new Transport(listening.accept(), null, null);
                Connection connection = new Connection(transport, Duration.ZERO, 2 * WINDOW, BufferPool.unlimited());
                Peer peer = Peer.connected(connection, new PeerDialect(Dialects.all(), name -> false), Duration.ZERO);
                return new Session(opening.apply(peer), peer, connection, client);
            }
        }

        @Override
        public void close() {
            connection.close();
            client.close();
        }

        /** The messages that it has got up to that one. */
        List<Integer> heardUntil(int last) {
            peer.flush();
            List<Integer> heard = new ArrayList<>();
            while (heard.isEmpty() || heard.get(heard.size() - 1) != last) {
                String line = client.receive();
                if (line.contains("\"msg\"")) {
                    heard.add(Integer.valueOf(line.replaceAll(".*\"message\":\"([0-9]+)\".*", "$1")));
                }
            }
            return heard;
        }
    }

    /** At a server with that store. */
    MailScene(Store store) throws IOException {
        this.store = store;
        if (store.accounts().find(ALICE) == null) {
            store.accounts().add(ALICE, "hash");
        }
        alice = store.accounts().find(ALICE).key();
        mailboxes = new Mailboxes(store, () -> LIMITS, new Replies(clock), clock, MemoryBudget.unlimited());
        mailbox = mailboxes.of(alice);
        carol = session(null).peer();
    }

    AccountKey alice() {
        return alice;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    Arrivals arrivals() {
        return mailboxes.arrivals();
    }

    Peer carol() {
        return carol;
    }

    /** One more session of hers, which has not read anything yet. */
    Session session() throws IOException {
        return session(alice);
    }

    /** The same, which reads what waits. */
    Session reader() throws IOException {
        Session session = session();
        session.delivery().drain();
        return session;
    }

    private Session session(@Nullable AccountKey account) throws IOException {
        Session session = Session.connected(peer -> mailboxes.open(account, peer));
        open.add(0, session);
        return session;
    }

    /** A session ends, and what it has not confirmed is in the mailbox: only then is the name free. */
    void leave(Session session) {
        session.delivery().close();
        mailbox.keepAll().join();
    }

    /** A message comes at this server. Whether it is handed over at once; else it is kept. */
    boolean say(int number) throws FrameException {
        return say(message(number));
    }

    boolean say(OutgoingMsg message) {
        Runnable keeping = mailbox.accept(message, carol, unread -> {});
        carol.flush();
        if (keeping != null) {
            keeping.run();
        }
        return keeping == null;
    }

    /** The same for a message from another server. Null if it is handed over. */
    @Nullable
    CompletableFuture<Long> sayFromElsewhere(int number, String ticket) throws FrameException {
        mailboxes.arrivals().isFirst(ticket);
        Sender sender = carol.with(ticket);
        CompletableFuture<Long> kept = mailbox.offer(message(number), sender);
        carol.flush();
        return kept;
    }

    /** Another server keeps a message. Returns its id. */
    long keptElsewhere(int number, @Nullable String ticket) throws FrameException {
        return Store.await(store.mail().add(alice, new Letter(frame(number), null, ticket), Count.UNLIMITED));
    }

    static OutgoingMsg message(int number) throws FrameException {
        return OutgoingMsg.standard(frame(number), InstantSource.system());
    }

    private static Frame frame(int number) throws FrameException {
        return Frame.of(("{\"action\":\"msg\",\"message\":\"" + number + "\"}").getBytes(UTF_8));
    }

    @Override
    public void close() throws IOException {
        for (Closeable one : open) {
            one.close();
        }
    }
}
