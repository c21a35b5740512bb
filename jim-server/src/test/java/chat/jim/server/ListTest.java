package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, section 10: "A list answer is zero or more 202 objects that carry part of the list". */
class ListTest {
    /** Far more than a message takes on a busy machine, and far less than it took when each list was made anew. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final String ROOMS = "{'action':'rooms','time':1}\n";
    private static final String WHO = "{'action':'who','time':1}\n";
    private static final int ROOMS_OF_EACH = 100;

    private final TestServer server = TestServer.start();
    private final List<RawClient> crowd = new ArrayList<>();

    @AfterEach
    void stop() {
        crowd.forEach(RawClient::close);
        server.close();
    }

    @Test
    void who_asks_for_ten_thousand_rooms_without_end_holds_up_nobody() throws IOException {
        fillRooms(100);
        RawClient bystander = online("bystander");
        try (Socket curious = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            RawClient.over(curious)
                    .presence("curious")
                    .sendBare(ROOMS.repeat(900))
                    .send("{'action':'quit'}");
            Thread reader = new Thread(() -> readToTheEnd(curious));
            reader.start();

            Duration longest = Duration.ZERO;
            do {
                Duration wait = roundTrip(bystander);
                longest = wait.compareTo(longest) > 0 ? wait : longest;
            } while (reader.isAlive() && longest.compareTo(LONGEST_WAIT) < 0);

            assertThat(longest).isLessThan(LONGEST_WAIT);
        }
    }

    private static Duration roundTrip(RawClient bystander) {
        long start = System.nanoTime();
        bystander.msg("bystander", "to myself");
        bystander.expectMessage("bystander", "to myself");
        bystander.expect(200);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void readToTheEnd(Socket socket) {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void what_one_has_just_done_is_in_the_next_list() {
        fillRooms(1);
        RawClient alice = online("alice");
        String join = "{'action':'join','time':1,'room':'#tea'}\n";
        String leave = join.replace("join", "leave");
        String members = join.replace("join", "who");

        alice.sendBare(ROOMS + join + ROOMS + members + leave + ROOMS + members);

        assertThat(list(alice, "Rooms: 100.")).doesNotContain("#tea");
        alice.expect(201);
        assertThat(list(alice, "Rooms: 101.")).contains("\"#tea\"");
        assertThat(list(alice, "In #tea: 1.")).contains("[\"alice\"]");
        alice.expect(200, "You left");
        assertThat(list(alice, "Rooms: 100.")).doesNotContain("#tea");
        alice.expect(404);
    }

    @Test
    void who_has_come_or_gone_is_in_the_next_list_or_not() {
        for (int i = 0; i < 30; i++) {
            online("guest-" + i);
        }
        RawClient observer = online("observer");
        assertThat(list(observer.sendBare(WHO), "Online: 31.")).doesNotContain("alice");

        RawClient alice = server.connect().presence("alice").sendBare(WHO);
        alice.expect(200, "You are online");
        assertThat(list(alice, "Online: 32.")).contains("\"alice\"");
        assertThat(list(observer.sendBare(WHO), "Online: 32.")).contains("\"alice\"");

        alice.quit();
        assertThat(list(observer.sendBare(WHO), "Online: 31.")).doesNotContain("alice");
    }

    @Test
    void members_of_a_large_room_are_listed_as_they_come_and_go() {
        for (int i = 0; i < 30; i++) {
            online("guest-" + i).join("#big");
        }
        String members = "{'action':'who','time':1,'room':'#big'}\n";
        RawClient alice = online("alice");
        assertThat(list(alice.sendBare(members), "In #big: 30.")).doesNotContain("alice");

        alice.join("#big").sendBare(members);

        assertThat(list(alice, "In #big: 31.")).contains("\"alice\"");
    }

    @Test
    void contacts_are_listed_as_they_are_after_each_change() {
        server.withAccount("alice", "a").withAccount("bob", "b").withAccount("carol", "c");
        RawClient alice = server.connect().authenticate("alice", "a");
        crowd.add(alice);
        alice.expect(200);
        String get = "{'action':'get_contacts','time':1}\n";
        String add = "{'action':'add_contact','time':1,'user_id':'bob'}\n";

        alice.sendBare(get + add + get + add.replace("bob", "carol") + get + get + add.replace("add", "del") + get);

        assertThat(list(alice, "Contacts: 0.")).isEmpty();
        alice.expect(200, "bob");
        assertThat(list(alice, "Contacts: 1.")).contains("[\"bob\"]");
        alice.expect(200, "carol");
        assertThat(list(alice, "Contacts: 2.")).contains("[\"bob\",\"carol\"]");
        assertThat(list(alice, "Contacts: 2.")).contains("[\"bob\",\"carol\"]");
        alice.expect(200, "bob");
        assertThat(list(alice, "Contacts: 1.")).contains("[\"carol\"]");
    }

    /** Reads an answer, which ends with these words, and returns its parts. */
    private static String list(RawClient client, String end) {
        StringBuilder parts = new StringBuilder();
        String line = client.receive();
        while (line.startsWith("{\"response\":202,")) {
            parts.append(line);
            line = client.receive();
        }
        assertThat(line).contains("{\"response\":200,", end);
        return parts.toString();
    }

    private void fillRooms(int peers) {
        for (int peer = 0; peer < peers; peer++) {
            StringBuilder joins = new StringBuilder();
            for (int i = 0; i < ROOMS_OF_EACH; i++) {
                joins.append("{'action':'join','time':1,'room':'#a-room-of-one-s-own-")
                        .append(i * peers + peer)
                        .append("'}\n");
            }
            online("maker-" + peer).sendBare(joins.toString());
        }
        for (RawClient maker : crowd) {
            for (int i = 0; i < ROOMS_OF_EACH; i++) {
                maker.expect(201);
            }
        }
    }

    private RawClient online(String name) {
        RawClient client = server.online(name);
        crowd.add(client);
        return client;
    }
}
