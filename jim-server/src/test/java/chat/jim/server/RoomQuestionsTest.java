package chat.jim.server;

import static chat.jim.testing.RawClient.json;
import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.Handler;
import chat.jim.server.cluster.nats.Subscription;
import chat.jim.testing.RawClient;
import chat.jim.testing.Waiting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What servers tell each other of members of rooms, late, again, or in parts. A test plays one of them. */
@Timeout(60)
class RoomQuestionsTest {
    @RegisterExtension
    private static final NatsCluster NATS = NatsCluster.shared();

    @TempDir
    private static Path folder;

    private static OneChat chat;
    private static Engine engine;

    /** The id of the server that is played. */
    private final String played = ThreadLocalRandom.current()
            .ints(10, 'a', 'z' + 1)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());

    private final List<RawClient> clients = new ArrayList<>();
    private final List<Subscription> subscriptions = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        chat = OneChat.sharing(NATS, 2, folder);
        engine = Engine.open(chat.config);
    }

    @AfterAll
    static void stop() {
        engine.close();
        chat.close();
    }

    @AfterEach
    void end() {
        clients.forEach(RawClient::quit);
        subscriptions.forEach(Subscription::close);
    }

    @Test
    void who_leaves_while_the_join_is_under_way_is_out_afterwards() {
        RawClient alice = member(0, "alice", "#late", 201);

        List<CompletableFuture<String>> left = IntStream.range(0, 200)
                .mapToObj(i -> {
                    CompletableFuture<?> unused = join("guest" + i, 5, i + 1, "#late");
                    return leave("guest" + i, 5, i + 1);
                })
                .toList();
        left.forEach(Engine::await);

        alice.send("{'action':'who','time':1,'room':'#late'}");
        assertThat(until(alice, "In #late: ")).contains("In #late: 1.");
    }

    @Test
    void an_older_session_does_not_come_into_a_room_after_a_newer_one() {
        member(0, "alice", "#old", 201);
        assertThat(Engine.await(join("eve", 9, 2, "#old"))).contains("\"response\":200");

        assertThat(Engine.await(join("eve", 8, 7, "#old"))).contains("\"response\":503");
        assertThat(Engine.await(join("eve", 9, 1, "#old"))).contains("\"response\":503");
    }

    @Test
    void a_session_that_has_gone_does_not_come_into_a_room() {
        member(0, "alice", "#gone", 201);
        Engine.await(leave("carol", 9, 2));

        assertThat(Engine.await(join("carol", 9, 2, "#gone"))).contains("\"response\":503");
        assertThat(Engine.await(join("carol", 9, 3, "#gone"))).contains("\"response\":200");
    }

    @Test
    void that_a_room_has_put_somebody_out_is_told_until_it_is_confirmed() {
        RawClient owner = chat.connect(0);
        clients.add(owner);
        owner.send("{'action':'register','time':1,'user':{'account_name':'owner','password':'secret-1234'}}")
                .expect(201, "");
        owner.send("{'action':'join','time':1,'room':'#strict'}").expect(201, "");
        assertThat(Engine.await(join("dave", 9, 2, "#strict"))).contains("\"response\":200");
        List<String> told = new CopyOnWriteArrayList<>();
        play((data, reply) -> {
            if (new String(data, UTF_8).startsWith("out ")) {
                told.add(new String(data, UTF_8));
                if (told.size() == 2) {
                    reply.accept("done".getBytes(UTF_8));
                }
            }
        });

        owner.send("{'action':'kick','time':1,'room':'#strict','user_id':'dave'}");

        await().until(() -> told.size() >= 2);
        assertThat(told.get(1)).isEqualTo(told.get(0)).endsWith(" #strict");
        assertThat(back("dave", 9, 2, "#strict")).isEqualTo("out");
    }

    @Test
    void that_a_room_has_put_somebody_out_counts_no_more_after_a_new_join() {
        member(0, "alice", "#again", 201);
        CompletableFuture<String> number = nextVisitor();
        RawClient bob = member(1, "bob", "#again", 200);

        String out = "out " + chat.node(0) + " " + number.join() + " 0 #again";
        assertThat(Engine.await(ask(1, out))).isEqualTo("done");

        bob.send("{'action':'leave','time':1,'room':'#again'}").expect(200, "You left");
    }

    @Test
    void who_is_put_out_by_the_next_home_is_out_before_their_server_knows_of_it() {
        member(0, "alice", "#next", 201);
        CompletableFuture<String> number = nextVisitor();
        RawClient bob = member(1, "bob", "#next", 200);
        claim("#next");
        play((data, reply) -> reply.accept("done".getBytes(UTF_8)));

        assertThat(Engine.await(ask(1, "out " + played + " " + number.join() + " 1 #next")))
                .isEqualTo("done");
        assertThat(Engine.await(ask(1, "moved " + played + " #next"))).isEqualTo("done");

        bob.send("{'action':'leave','time':1,'room':'#next'}").expect(404, "You are not in #next");
    }

    @Test
    void who_is_out_at_the_next_home_is_out_at_their_server() {
        member(0, "alice", "#banned", 201);
        RawClient bob = member(1, "bob", "#banned", 200);
        claim("#banned");
        play((data, reply) -> reply.accept("out".getBytes(UTF_8)));

        assertThat(Engine.await(ask(1, "moved " + played + " #banned"))).isEqualTo("done");

        bob.send("{'action':'leave','time':1,'room':'#banned'}").expect(404, "You are not in #banned");
    }

    @Test
    void a_home_answers_whether_who_was_in_the_room_is_still_in_it() {
        member(0, "alice", "#back", 201);
        assertThat(back("mallory", 9, 2, "#back")).isEqualTo("done");

        Engine.await(leave("mallory", 9, 2));

        assertThat(back("mallory", 9, 2, "#back")).as("too late").isEqualTo("out");
        assertThat(back("mallory", 9, 3, "#elsewhere")).isEmpty();
    }

    @Test
    void others_are_answered_while_somebody_waits_for_a_room_at_another_server() {
        claim("#slow");
        RawClient alice = online(1, "alice");
        RawClient bob = online(1, "bob");
        CompletableFuture<Void> isAnswered = new CompletableFuture<>();
        CompletableFuture<Void> isAsked = new CompletableFuture<>();
        String joined = json("{'room':'#slow','parts':[],'after':[],'step':1,'in':true,'account':false}")
                + json("\n{'response':200,'time':1,'alert':'You are in #slow.'}");
        play((data, reply) -> {
            isAsked.complete(null);
            CompletableFuture<?> unused = isAnswered.thenRun(() -> reply.accept(joined.getBytes(UTF_8)));
        });

        bob.send("{'action':'join','time':1,'room':'#slow'}");
        isAsked.join();
        alice.send("{'action':'whois','time':1,'user_id':'bob'}").expect(200, "bob");
        isAnswered.complete(null);

        bob.expect(200, "You are in #slow.");
    }

    @Test
    void a_message_to_very_many_members_goes_in_parts() {
        RawClient alice = member(0, "alice", "#many", 201);
        IntStream.range(0, 4_100)
                .mapToObj(i -> join("one" + i, 5, i + 1, "#many"))
                .toList()
                .forEach(Engine::await);
        List<Integer> parts = new CopyOnWriteArrayList<>();
        play((data, reply) -> {
            String batch = new String(data, UTF_8);
            List<Integer> counts = batch.lines()
                    .filter(line -> line.startsWith("M "))
                    .map(line -> line.split(" ", -1)[6].split(",", -1).length)
                    .toList();
            if (batch.startsWith("R 1 ")) {
                parts.addAll(counts);
                String head = "R 1 " + batch.lines().findFirst().orElseThrow().split(" ", -1)[3];
                reply.accept(Stream.concat(Stream.of(head), counts.stream().map(String::valueOf))
                        .collect(Collectors.joining("\n"))
                        .getBytes(UTF_8));
            }
        });

        alice.msg("#many", "hello");

        assertThat(until(alice, "\"response\":20")).contains("\"reached\":4100");
        assertThat(parts).containsExactly(4_000, 100);
    }

    private RawClient online(int server, String name) {
        RawClient client = chat.online(server, name);
        clients.add(client);
        return client;
    }

    private RawClient member(int server, String name, String room, int code) {
        RawClient client = online(server, name);
        client.send("{'action':'join','time':1,'room':'" + room + "'}").expect(code, room);
        return client;
    }

    /** The server that is played has claimed the room. */
    private void claim(String room) {
        String claim = json("{'n':'" + played + "','as':'" + room + "'}");
        Bucket.Entry before = engine.bucket("NAMES").get(room);
        assertThat(engine.bucket("NAMES").put(room, claim, before == null ? 0 : before.revision()))
                .isPresent();
    }

    /** The number of the one who asks the first server for a room next. */
    private CompletableFuture<String> nextVisitor() {
        CompletableFuture<String> number = new CompletableFuture<>();
        subscribe(chat.subject(0), (data, reply) -> {
            String question = new String(data, UTF_8);
            if (question.startsWith("desk ")) {
                number.complete(question.replaceFirst("(?s).*\"holder\":(\\d+).*", "$1"));
            }
        });
        return number;
    }

    private void play(Handler handler) {
        subscribe(chat.config.cluster() + ".n." + played, handler);
    }

    private void subscribe(String subject, Handler handler) {
        subscriptions.add(engine.subscribe(subject, handler));
    }

    private CompletableFuture<String> join(String name, long claim, long number, String room) {
        String request = json("{'action':'join','time':1,'room':'" + room + "','quiet':true}");
        return ask(0, "desk " + played + " " + room + " " + visitor(name, claim, number) + "\n" + request);
    }

    private String back(String name, long claim, long number, String room) {
        return Engine.await(ask(0, "back " + played + " " + room + " false " + visitor(name, claim, number)));
    }

    private static String visitor(String name, long claim, long number) {
        return json("{'holder':" + number + ",'claim':" + claim + ",'session':1,'name':'" + name
                + "','address':'127.0.0.1','since':1,'last':1,'operator':false,'hidden':false,'bare':false,"
                + "'ids':false,'quiet':false}");
    }

    private CompletableFuture<String> leave(String name, long claim, long number) {
        return ask(0, "leave " + played + " " + number + " " + claim + " " + name + " *");
    }

    private static CompletableFuture<String> ask(int server, String question) {
        return engine.request(chat.subject(server), question.getBytes(UTF_8), Waiting.DEADLINE)
                .thenApply(answer -> new String(answer, UTF_8));
    }

    private static String until(RawClient client, String part) {
        String line = client.receive();
        return line.contains(part) ? line : until(client, part);
    }
}
