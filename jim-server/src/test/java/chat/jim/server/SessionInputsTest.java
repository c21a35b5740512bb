package chat.jim.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.dialect.Dialects;
import chat.jim.protocol.Address;
import chat.jim.server.config.HistoryPolicy;
import chat.jim.server.config.LiveConfig;
import chat.jim.server.config.RoomLimits;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.session.ServerContext;
import chat.jim.server.store.Accounts;
import chat.jim.testing.FuzzInputs;
import chat.jim.wire.MemoryBudget;
import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Whatever some peers send in whatever order, each gets just the answers, messages and notices that PROTOCOL.md says,
 * and the server knows just who is online and in which room.
 *
 * <p>An input is a script, in Latin 1. Each line is one step: which of four peers, what it sends, and with which words.
 * So {@code 1pbob here} has the second peer come online as bob, with a status. From 4 on, the same peers end no line. A
 * peer whose connection is over makes a new one.
 */
class SessionInputsTest {
    private static final int PEERS = 4;
    private static final int MOST_STEPS = 60;
    private static final ServerConfig.Limits QUOTAS = new ServerConfig.Limits(
            PEERS,
            new ServerConfig.Flood(ServerConfig.UNLIMITED, 1000),
            1024 * 1024,
            Long.MAX_VALUE,
            ServerModel.ROOMS,
            1,
            ServerModel.CONTACTS,
            ServerModel.BAD_OBJECTS,
            ServerModel.FAILED_LOGINS,
            0,
            Long.MAX_VALUE);
    private static final String BLOCKED = "carl";
    private static final List<String> ACCOUNTS = List.of("Anna", "boris", BLOCKED);

    /** Cheap to check: some passwords are tried at each run. */
    private static final String HASH = Argon2Function.getInstance(8, 1, 1, 16, Argon2.ID)
            .hash(ServerModel.PASSWORD)
            .getResult();

    @ParameterizedTest
    @ArgumentsSource(FuzzInputs.class)
    void any_peers_see_what_the_rules_say(byte[] input) {
        ServerConfig config = new ServerConfig(
                InetAddress.getLoopbackAddress(),
                0,
                new ServerConfig.Access(true, false, PEERS),
                QUOTAS,
                TestServer.USUAL,
                TestServer.ORIGINS,
                Dialects.named(List.of()),
                false,
                null,
                HistoryPolicy.NONE,
                RoomLimits.USUAL);
        ServerContext context = ServerContext.create(
                new StoreWithoutMail(accounts()),
                null,
                new LiveConfig(config),
                InstantSource.system(),
                MemoryBudget.unlimited(),
                null);
        ServerModel model = new ServerModel(accounts());
        try {
            play(input, context, model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void so_do_many_others() {
        FuzzInputs.mutate(getClass(), 150, this::any_peers_see_what_the_rules_say);
    }

    private static Accounts accounts() {
        Accounts accounts = new MemoryAccounts();
        for (String name : ACCOUNTS) {
            accounts.add(Address.account(name), HASH);
        }
        accounts.setBlocked(Address.account(BLOCKED), true);
        return accounts;
    }

    private static void play(byte[] input, ServerContext context, ServerModel model)
            throws IOException, InterruptedException {
        PlayedPeer[] peers = new PlayedPeer[PEERS];
        int steps = 0;
        for (String step : new String(input, ISO_8859_1).split("\n", -1)) {
            if (step.length() < 2 || steps++ == MOST_STEPS) {
                continue;
            }
            int peer = step.charAt(0) % PEERS;
            if (peers[peer] != null && peers[peer].replaced()) {
                peers[peer].hangUp();
            }
            if (peers[peer] == null || peers[peer].over()) {
                peers[peer] = new PlayedPeer(context, model);
            }
            String ending = step.charAt(0) % (2 * PEERS) < PEERS ? "\n" : "";
            play(peers[peer], step.charAt(1), step.substring(2), ending);
            assertThat(ServerModel.state(context)).as(step).isEqualTo(model.state());
        }
        for (PlayedPeer peer : peers) {
            if (peer != null && (!peer.over() || peer.replaced())) {
                peer.hangUp();
            }
        }
        assertThat(ServerModel.state(context)).isEqualTo(model.state()).startsWith("online [], ");
    }

    private static void play(PlayedPeer peer, char what, String words, String ending)
            throws IOException, InterruptedException {
        String[] word = (words + "   ").split(" ", 3);
        String rest = word[2].stripTrailing();
        switch (what) {
            case 'e' -> peer.hangUp();
            case 'x' -> peer.reset();
            case 'p' ->
                send(peer, "'presence','user':{'account_name':'" + word[0] + "','status':'" + rest + "'}", ending);
            case 'a' -> sendLogin(peer, "authenticate", word, ending);
            case 'r' -> sendLogin(peer, "register", word, ending);
            case 'm' -> send(peer, "'msg','to':'" + word[0] + "','message':'" + word[1] + rest + "'", ending);
            case 'f' ->
                send(peer, "'msg','from':'" + word[0] + "','to':'" + word[1] + "','message':'" + rest + "'", ending);
            case 'j' -> send(peer, "'join','room':'" + words + "'", ending);
            case 'l' -> send(peer, "'leave','room':'" + words + "'", ending);
            case 'w' -> send(peer, words.isEmpty() ? "'who'" : "'who','room':'" + words + "'", ending);
            case 'o' -> send(peer, "'rooms'", ending);
            case 'g' -> send(peer, "'get_contacts'", ending);
            case '+' -> send(peer, "'add_contact','user_id':'" + words + "'", ending);
            case '-' -> send(peer, "'del_contact','user_id':'" + words + "'", ending);
            case 'q' -> send(peer, "'quit'", ending);
            default -> peer.send((words + ending).getBytes(ISO_8859_1)); // whatever it is
        }
    }

    /** To an account that there is: to find out that there is none costs as much as a real password. */
    private static void sendLogin(PlayedPeer peer, String verb, String[] word, String ending)
            throws IOException, InterruptedException {
        String name = ACCOUNTS.contains(word[0]) ? word[0] : ACCOUNTS.get(0);
        String password = word[1].isEmpty() ? ServerModel.PASSWORD : word[1];
        send(peer, "'" + verb + "','user':{'account_name':'" + name + "','password':'" + password + "'}", ending);
    }

    private static void send(PlayedPeer peer, String action, String ending) throws IOException, InterruptedException {
        peer.send(("{'time':1,'action':" + action + "}" + ending)
                .replace('\'', '"')
                .getBytes(ISO_8859_1));
    }
}
