package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.Address;
import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineConfig;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.Store;
import chat.jim.server.store.jetstream.JetStreamStore;
import chat.jim.testing.Program;
import chat.jim.wire.Frame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A bit of what the engine keeps changes at one of its servers, which is stopped just then. */
@Timeout(600)
@EnabledIfSystemProperty(named = "jim.kills", matches = "true", disabledReason = "by hand: -Djim.kills=true")
class BitRotIT {
    private static final int LETTERS = 1_000;

    @RegisterExtension
    private static final NatsCluster NATS = NatsCluster.of(3);

    @TempDir
    private Path folder;

    private final EngineConfig config = NATS.freshConfig();
    private final String mail = config.cluster() + "_MAIL";

    @Test
    void a_scrub_names_the_damaged_copy_and_it_is_whole_when_it_was_fetched_anew() throws Exception {
        try (Engine engine = Engine.open(config)) {
            engine.plainBucket("NODES");
            fill(engine);
            int damaged = follower(engine);
            NATS.terminate(damaged);
            NATS.flipBit(damaged, mail, new Random());
            NATS.start(damaged);
            String name = "n" + (damaged + 1);

            assertThat(scrub())
                    .anyMatch(
                            line -> line.matches("WRONG  " + mail + " at " + name + ": [1-9]\\d* of 1000 cannot be .*"))
                    .anyMatch(line -> line.startsWith("note   To replace a damaged copy"))
                    .filteredOn(line -> line.startsWith("ok") && line.contains("can all be read at n"))
                    .hasSizeGreaterThan(8);

            NATS.terminate(damaged);
            NATS.removeCopy(damaged, mail);
            NATS.start(damaged);
            await().atMost(Duration.ofMinutes(5))
                    .until(() -> scrub().stream()
                            .anyMatch(line ->
                                    line.startsWith("ok     " + mail + ": 1000 messages, which can all be read")));
        }
    }

    private static void fill(Engine engine) throws Exception {
        try (Store store = JetStreamStore.open(engine, "run")) {
            Address alice = Address.account("alice");
            AccountKey account =
                    Objects.requireNonNull(store.accounts().add(alice, "hash")).key();
            List<CompletableFuture<Long>> kept = new ArrayList<>();
            for (int i = 0; i < LETTERS; i++) {
                String letter = "{'action':'msg','time':1,'to':'alice','from':'bob','message':'" + i + "'}";
                Frame frame = Frame.of(letter.replace('\'', '"').getBytes(UTF_8));
                kept.add(store.mail().add(account, new Letter(frame, null, null), Count.UNLIMITED));
            }
            kept.forEach(CompletableFuture::join);
        }
    }

    /** One that is not the leader of that stream. */
    private int follower(Engine engine) {
        byte[] info = Engine.await(engine.request("$JS.API.STREAM.INFO." + mail, new byte[0], Engine.PATIENCE));
        JsonLine cluster = JsonLine.of(new String(info, UTF_8)).optionalObject("cluster");
        return Objects.requireNonNull(cluster).text("leader").equals("n1") ? 1 : 0;
    }

    private List<String> scrub() {
        List<String> check = List.of("cluster", "check", "--scrub", "--cluster", String.join(",", NATS.urls()));
        List<String> all = new ArrayList<>(check);
        all.addAll(List.of("--cluster-name", config.cluster()));
        try (Program program = Program.start(folder, "jim-server.jar", all.toArray(String[]::new))) {
            assertThat(program.exitStatus()).isOne(); // for no server of this chat is up
            return program.out();
        }
    }
}
