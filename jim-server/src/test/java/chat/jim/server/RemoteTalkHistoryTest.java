package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.history.History;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.HistoryStore.Range;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What two accounts say to each other that are at two servers of a chat. */
@Timeout(120)
class RemoteTalkHistoryTest {
    private static final Pattern SENT = Pattern.compile(".*\"alert\":\"Sent\\.\",\"id\":(\\d+)}");

    @RegisterExtension
    static final NatsCluster NATS = NatsCluster.shared();

    @TempDir
    private Path folder;

    private OneChat chat;
    private RawClient alice;
    private RawClient bob;

    @BeforeEach
    void start() throws IOException {
        chat = OneChat.keeping(NATS, 3, folder);
        for (String name : new String[] {"alice", "bob"}) {
            Objects.requireNonNull(chat.store().accounts().add(Address.account(name), CheapHash.of("pw")));
        }
        alice = logIn(0, "alice");
        bob = logIn(1, "bob");
    }

    @AfterEach
    void stop() {
        alice.close();
        bob.close();
        chat.close();
    }

    @Test
    void what_both_wish_is_kept_at_both_servers_by_one_id() {
        wish(alice);
        wish(bob);
        long id = say("hi");

        bob.expectLine("{'action':'msg','time':1,'to':'bob','from':'alice','message':'hi','id':" + id + "}");
        assertThat(kept(0)).isEqualTo(1);
        assertThat(kept(1)).isEqualTo(1);
        assertThat(kept(2)).isZero();
        long answered = id(bob.msg("alice", "hello").receive());
        assertThat(answered).isGreaterThan(id);
        alice.expectLine("{'action':'msg','time':1,'to':'alice','from':'bob','message':'hello','id':" + answered + "}");

        expectBoth(alice, "bob", id, answered);
        expectBoth(bob, "alice", id, answered);
        alice.send("{'action':'mark','time':1,'user':'bob'}").expect(200, "read");
        alice.send("{'action':'search','time':1,'text':'hello','user':'bob'}");
        assertThat(alice.receive()).contains("\"message\":\"hello\"");
        alice.expect(200, "Messages: 1.");
    }

    private static void expectBoth(RawClient peer, String other, long first, long second) {
        peer.send("{'action':'history','time':1,'user':'" + other + "'}");
        assertThat(peer.receive()).contains("\"id\":" + first + ",", "\"message\":\"hi\"");
        assertThat(peer.receive()).contains("\"id\":" + second + ",", "\"message\":\"hello\"");
        peer.expect(200, "Messages: 2.");
    }

    @Test
    void what_one_does_not_wish_is_not_kept() {
        wish(alice);
        alice.msg("bob", "hi");
        assertThat(alice.receive()).endsWith("\"alert\":\"Sent.\"}");
        bob.expectLine("{'action':'msg','time':1,'to':'bob','from':'alice','message':'hi'}");
        bob.msg("alice", "hi");
        assertThat(bob.receive()).endsWith("\"alert\":\"Sent.\"}");
        wish(bob);
        alice.send("{'action':'msg','time':1,'to':'bob','from':'alice','message':'psst','keep':false}");
        alice.receive(); // bob's first message
        assertThat(alice.receive()).endsWith("\"alert\":\"Sent.\"}");

        assertThat(kept(0) + kept(1) + kept(2)).isZero();
        alice.send("{'action':'history','time':1,'user':'bob'}").expect(200, "Messages: 0.");
    }

    @Test
    void of_many_at_once_each_has_an_id_that_grows() {
        wish(alice);
        wish(bob);
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            many.append("{'action':'msg','time':1,'to':'bob','from':'alice','message':'" + i + "'}\n");
        }
        alice.sendBare(many.toString());
        long last = 0;
        for (int i = 0; i < 50; i++) {
            long id = id(alice.receive());
            assertThat(id).isGreaterThan(last);
            bob.expectLine("{'action':'msg','time':1,'to':'bob','from':'alice','message':'" + i + "','id':" + id + "}");
            last = id;
        }

        assertThat(kept(0)).isEqualTo(50);
        assertThat(kept(1)).isEqualTo(50);
    }

    @Test
    void the_reader_is_told_what_was_taken_back_and_nobody_has_it_any_more() {
        wish(alice);
        wish(bob);
        long id = say("oops");
        assertThat(bob.receive()).contains("oops");

        alice.send("{'action':'forget','time':1,'id':" + id + "}").expect(200, "forgotten");
        assertThat(bob.receive())
                .matches("\\{\"response\":100,\"time\":\\d+,\"alert\":\"alice took back a message\\.\",\"forgotten\":"
                        + id + "}");
        assertThat(kept(0) + kept(1)).isZero();
        bob.send("{'action':'history','time':1,'user':'alice'}").expect(200, "Messages: 0.");
    }

    @Test
    void when_one_server_has_gone_the_other_one_still_has_it() {
        wish(alice);
        wish(bob);
        long id = say("hi");
        chat.stop(1);

        alice.send("{'action':'history','time':1,'user':'bob'}");
        assertThat(alice.receive()).contains("\"id\":" + id + ",");
        alice.expect(200, "Messages: 1");
    }

    @Test
    void what_a_removed_account_has_said_is_forgotten_everywhere() {
        wish(alice);
        wish(bob);
        say("hi");
        assertThat(kept(0) + kept(1)).isEqualTo(2);

        chat.store().accounts().remove(Address.account("alice"));
        alice.close();
        await().until(() -> kept(0) + kept(1) == 0);
    }

    /** How many messages of the two that server has itself. */
    private int kept(int server) {
        AccountKey one = key("alice");
        AccountKey other = key("bob");
        return chat.own(server).places().stream()
                .filter(place -> one == null || other == null || place.equals(History.talk(one, other)))
                .mapToInt(place -> chat.own(server).count(Range.all(place), 1000))
                .sum();
    }

    private AccountKey key(String name) {
        var account = chat.store().accounts().find(Address.account(name));
        return account == null ? null : account.key();
    }

    /** Alice says it to bob; returns the id. */
    private long say(String text) {
        return id(alice.msg("bob", text).receive());
    }

    private static long id(String answer) {
        Matcher sent = SENT.matcher(answer);
        assertThat(sent.matches()).as(answer).isTrue();
        return Long.parseLong(sent.group(1));
    }

    private RawClient logIn(int server, String name) {
        RawClient peer = chat.connect(server);
        peer.send("{'action':'authenticate','time':1,'user':{'account_name':'" + name
                        + "','password':'pw'},'ids':true}")
                .expect(200);
        return peer;
    }

    private static void wish(RawClient peer) {
        peer.send("{'action':'history','time':1,'direct':true}").expect(200, "kept");
    }
}
