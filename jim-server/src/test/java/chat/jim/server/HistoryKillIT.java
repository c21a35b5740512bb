package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.store.Store;
import chat.jim.server.store.repair.Repair;
import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The built server killed while a room is being kept, again and again; {@code -Djim.seed=N} for the same numbers of
 * messages.
 */
class HistoryKillIT {
    private static final int KILLS = 3;
    private static final Pattern SENT = Pattern.compile("\"id\":(\\d+)}");
    private static final Pattern PART = Pattern.compile("\"id\":(\\d+),.*\"message\":\"([^\"]+)\"}");

    private final long seed = Long.getLong("jim.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** The messages that were answered, by their ids, and those of them that the history has had before a kill. */
    private final NavigableMap<Long, String> sent = new TreeMap<>();

    private final NavigableMap<Long, String> shown = new TreeMap<>();

    @TempDir
    private Path folder;

    @Test
    void what_the_history_has_shown_survives_and_no_id_is_given_twice() throws Exception {
        System.out.println("HistoryKillIT: -Djim.seed=" + seed);
        try (Store store = Repair.openStore(Program.data(folder), report -> {})) {
            store.accounts().add(Address.account("alice"), CheapHash.of("a"));
        }
        for (int life = 0; life < KILLS; life++) {
            try (Program server = Program.startServer(folder)) {
                RawClient alice = comeOnline(server.port());
                assertThat(history(alice)).containsAllEntriesOf(shown);
                assertThat(sent).containsAllEntriesOf(history(alice));
                say(alice, life + " early ");
                shown.clear();
                shown.putAll(history(alice));
                assertThat(shown.lastKey()).isEqualTo(sent.lastKey());
                say(alice, life + " late ");
                server.kill();
                closeQuietly(alice);
            }
        }
        assertThat(sent.values()).doesNotHaveDuplicates();
    }

    private RawClient comeOnline(int port) {
        RawClient alice = RawClient.connect(port);
        alice.send("{'action':'authenticate','time':1,'user':{'account_name':'alice','password':'a'},'ids':true}")
                .expect(200);
        alice.send("{'action':'join','time':1,'room':'#tea'}");
        alice.receive();
        return alice;
    }

    private void say(RawClient alice, String what) {
        for (int i = 1 + random.nextInt(50); i > 0; i--) {
            Matcher answer = SENT.matcher(alice.msg("#tea", what + i).expect(200));
            assertThat(answer.find()).isTrue();
            long id = Long.parseLong(answer.group(1));
            assertThat(sent.isEmpty() || id > sent.lastKey())
                    .as("greater than all before")
                    .isTrue();
            sent.put(id, what + i);
        }
    }

    private static Map<Long, String> history(RawClient alice) {
        Map<Long, String> found = new TreeMap<>();
        long after = 0;
        boolean more = true;
        while (more) {
            alice.send("{'action':'history','time':1,'room':'#tea','limit':200,'after':" + after + "}");
            String line = alice.receive();
            for (; line.contains("\"response\":202"); line = alice.receive()) {
                Matcher part = PART.matcher(line);
                assertThat(part.find()).isTrue();
                after = Long.parseLong(part.group(1));
                found.put(after, part.group(2));
            }
            more = line.contains("\"more\":true");
        }
        return found;
    }

    private static void closeQuietly(RawClient peer) {
        try {
            peer.close();
        } catch (UncheckedIOException e) {
            // The server was killed.
        }
    }
}
