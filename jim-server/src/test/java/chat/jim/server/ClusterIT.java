package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Three built servers of one chat on three of NATS, while each of them fails in turn. */
@Timeout(180)
class ClusterIT {
    private static final int SERVERS = 3;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

    /** After 20 seconds of silence its names are free, which the others see at their next look. On a busy machine all takes longer. */
    private static final long LONGEST = TimeUnit.SECONDS.toMillis(40);

    @RegisterExtension
    private static final NatsCluster NATS = NatsCluster.of(3);

    @TempDir
    private static Path folder;

    private static final List<Program> RUNNING = new ArrayList<>();

    @BeforeAll
    static void start() {
        for (int i = 0; i < SERVERS; i++) {
            RUNNING.add(server(i));
        }
        RUNNING.forEach(Program::port);
    }

    @AfterAll
    static void stop() {
        RUNNING.forEach(Program::close);
    }

    /** What the test before has broken is mended again. */
    @BeforeEach
    void everybody_can_come() {
        for (int i = 0; i < SERVERS; i++) {
            awaitGuest(i);
        }
    }

    private static void awaitGuest(int server) {
        await().until(() -> {
            RawClient guest = RawClient.connect(port(server)).presence("guest" + server);
            boolean isIn = guest.receive().startsWith("{\"response\":200,");
            guest.close();
            return isIn;
        });
    }

    private static Program server(int number) {
        try {
            Path own = Files.createDirectories(folder.resolve("server" + number));
            return Program.startServer(own, "--cluster", String.join(",", NATS.urls()), "--flood-rate", "0");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int port(int server) {
        return RUNNING.get(server).port();
    }

    private static void restart(int server) {
        RUNNING.get(server).close();
        RUNNING.set(server, server(server));
        RUNNING.get(server).port();
    }

    @Test
    void no_session_and_no_message_is_lost_while_each_server_of_the_engine_is_killed() throws Exception {
        List<RemoteTalk> talks = new ArrayList<>();
        List<Thread> readers = new ArrayList<>();
        List<RawClient> addressees = new ArrayList<>();
        for (int i = 0; i < SERVERS; i++) {
            RawClient addressee = RawClient.online(port(i), "reader" + i);
            RemoteTalk talk = new RemoteTalk(port((i + 1) % SERVERS), "writer" + i, "reader" + i);
            Thread reader = new Thread(() -> talk.read(addressee));
            reader.start();
            addressees.add(addressee);
            talks.add(talk);
            readers.add(reader);
        }
        for (int killed = 0; killed < SERVERS; killed++) {
            awaitMore(talks, 200);
            NATS.kill9(killed);
            awaitMore(talks, 200);
            NATS.start(killed);
        }
        awaitMore(talks, 200);
        for (RemoteTalk talk : talks) {
            talk.stop();
        }
        for (int i = 0; i < SERVERS; i++) {
            addressees.get(i).send("{'action':'quit'}");
            readers.get(i).join();
        }

        for (RemoteTalk talk : talks) {
            assertThat(talk.counts().get(200)).isGreaterThan(100);
        }
    }

    private static void awaitMore(List<RemoteTalk> talks, int messages) {
        List<Integer> before = talks.stream().map(RemoteTalk::sent).toList();
        for (int i = 0; i < talks.size(); i++) {
            RemoteTalk talk = talks.get(i);
            int goal = before.get(i) + messages;
            await().until(() -> talk.sent() >= goal);
        }
    }

    @Test
    void the_names_of_servers_that_are_killed_or_stand_still_are_given_to_others_and_never_to_two() throws Exception {
        RawClient dead = RawClient.online(port(2), "dead");
        RawClient still = RawClient.online(port(1), "still");
        RemoteTalk toDead = new RemoteTalk(port(0), "writer-to-dead", "dead");
        RemoteTalk toStill = new RemoteTalk(port(0), "writer-to-still", "still");
        Thread readsDead = new Thread(() -> toDead.read(dead));
        readsDead.start();
        awaitMore(List.of(toDead, toStill), 100);
        RUNNING.get(2).kill();
        signal(1, "STOP");
        long began = System.nanoTime();

        RawClient nextDead = awaitFree("dead", began);
        RawClient nextStill = awaitFree("still", began);
        Thread readsNext = new Thread(() -> toDead.read(nextDead));
        readsNext.start();
        Thread readsNextStill = new Thread(() -> toStill.read(nextStill));
        signal(1, "CONT");

        String last = toStill.read(still);
        readsNextStill.start();
        assertThat(last).startsWith("{\"response\":101,").contains("This server has lost the others: connect again.");
        awaitMore(List.of(toDead, toStill), 100);
        toDead.stop();
        toStill.stop();
        nextDead.send("{'action':'quit'}");
        readsNext.join();
        readsDead.join();
        nextStill.send("{'action':'quit'}");
        readsNextStill.join();
        assertThat(toDead.countsWithLosses()).containsKey(200);
        assertThat(toStill.countsWithLosses()).containsKey(200);
        awaitGuest(1); // under a new id
        restart(2);
    }

    /** Asks for the name again and again, which has to be refused by 503 and nothing else until it is free. */
    private static RawClient awaitFree(String name, long began) {
        Map<String, Integer> answers = new TreeMap<>();
        while (true) {
            RawClient next = RawClient.connect(port(0)).presence(name);
            String answer = next.receive();
            while (answer.contains("\"action\":\"msg\"")) {
                answer = next.receive(); // somebody writes to that name all the time
            }
            answers.merge(answer.substring(0, "{\"response\":200".length()), 1, Integer::sum);
            if (answer.startsWith("{\"response\":200,")) {
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                System.out.println("The name " + name + " is free after " + millis + " ms: " + answers);
                assertThat(millis).isLessThan(LONGEST);
                return next;
            }
            assertThat(answer).startsWith("{\"response\":503,");
            next.close();
            LockSupport.parkNanos(PAUSE);
        }
    }

    private static void signal(int server, String name) throws IOException, InterruptedException {
        String process = Long.toString(RUNNING.get(server).handle().pid());
        assertThat(new ProcessBuilder("kill", "-" + name, process)
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void a_killed_server_that_starts_again_in_its_folder_frees_its_names() {
        RawClient.online(port(2), "restarted");
        RUNNING.get(2).kill();
        long began = System.nanoTime();
        restart(2);

        awaitFree("restarted", began).quit();
    }

    @Test
    void a_session_that_a_killed_server_has_served_over_another_ends_at_once() {
        RawClient first = RawClient.connect(port(2)).register("both", "enough-1");
        first.expect(201);
        String user = "{'account_name':'both','password':'enough-1'}";
        RawClient second = RawClient.connect(port(0));
        second.send("{'action':'authenticate','time':1,'session':'also','user':" + user + "}");
        second.expect(200, "\"sessions\":2}");
        RUNNING.get(2).kill();
        long began = System.nanoTime();

        second.expectEnd();

        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        System.out.println("The session has ended after " + millis + " ms");
        restart(2);
    }

    @Test
    void the_names_of_a_server_that_was_stopped_in_good_order_are_free_at_once() {
        RawClient.online(port(2), "gone");
        assertThat(RUNNING.get(2).terminate().exitStatus()).isZero();

        RawClient.online(port(0), "gone").quit();

        restart(2);
    }
}
