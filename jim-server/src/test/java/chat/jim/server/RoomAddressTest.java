package chat.jim.server;

import static chat.jim.server.RoomPerson.about;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import chat.jim.testing.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PROTOCOL.md, section 13: the ban of a guest is that of all guests of its address. A proxy names the addresses. */
@Timeout(60)
class RoomAddressTest {
    private static final String HERE = "203.0.113.7";
    private static final String ELSEWHERE = "203.0.113.8";

    private final TestServer server =
            TestServer.startBehindProxy(null).withAccount("alice", "secret").withAccount("bob", "secret");
    private final List<RoomPerson> people = new ArrayList<>();
    private RoomPerson alice;

    @BeforeEach
    void makeRoom() throws IOException {
        alice = account("alice", ELSEWHERE).join("#tea");
    }

    @AfterEach
    void stop() {
        people.forEach(RoomPerson::close);
        server.close();
    }

    private RoomPerson account(String name, String from) throws IOException {
        RoomPerson person = connect(name, from);
        person.granted("{'action':'authenticate','time':1,'user':{'account_name':'" + name + "','password':'secret'}}");
        return person;
    }

    private RoomPerson guest(String name, String from) throws IOException {
        RoomPerson person = connect(name, from);
        person.granted("{'action':'presence','time':1,'user':{'account_name':'" + name + "'}}");
        return person;
    }

    private RoomPerson connect(String name, String from) throws IOException {
        String family = from.contains(":") ? "TCP6 " : "TCP4 ";
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout((int) Waiting.DEADLINE.toMillis());
        socket.getOutputStream()
                .write(("PROXY " + family + from + " " + from + " 56324 7777\r\n").getBytes(StandardCharsets.US_ASCII));
        RoomPerson person = new RoomPerson(name, RawClient.over(socket));
        people.add(person);
        return person;
    }

    @Test
    void all_guests_of_the_address_leave_and_stay_out_and_nobody_else_does() throws IOException {
        RoomPerson anna = guest("anna", HERE).join("#tea");
        RoomPerson ben = guest("ben", HERE).join("#tea");
        RoomPerson carol = guest("carol", ELSEWHERE).join("#tea");
        RoomPerson bob = account("bob", HERE).join("#tea");

        alice.order("ban", "#tea", "anna", ",'reason':'spam'");

        for (RoomPerson guest : List.of(anna, ben)) {
            guest.told("alice banned you from #tea: spam\",\"room\":\"#tea\"}");
            guest.refused(403, guest.message("#tea", "hi"));
        }
        guest("dora", HERE).refused(403, about("join", "#tea", ""), "You are banned from #tea: spam.");
        assertThat(carol.say("#tea", "hi")).contains("\"reached\":2");
        bob.leave("#tea").join("#tea");
    }

    @Test
    void another_address_of_the_same_network_is_the_same() throws IOException {
        guest("anna", "2001:db8::7");
        alice.order("mute", "#tea", "anna", "");

        RoomPerson ben = guest("ben", "2001:db8::8").join("#tea");
        RoomPerson carol = guest("carol", "2001:db8:0:1::8").join("#tea");
        ben.refused(403, ben.message("#tea", "hi"), "You are muted in #tea.");
        assertThat(carol.say("#tea", "hi")).contains("\"response\":200");
    }

    @Test
    void an_account_that_is_made_there_is_banned_too_and_the_ban_is_lifted_by_any_of_the_names() throws IOException {
        RoomPerson anna = guest("anna", HERE);
        RoomPerson ben = guest("ben", HERE);
        alice.order("ban", "#tea", "anna", "");
        RoomPerson dora = connect("dora", HERE);
        for (RoomPerson person : List.of(ben, dora)) {
            person.granted("{'action':'register','time':1,'user':{'account_name':'" + person.name()
                    + "','password':'secret-1234'}}");
            person.refused(403, about("join", "#tea", ""), "You are banned from #tea.");
        }

        alice.order("unban", "#tea", "anna", "");

        anna.join("#tea");
        ben.refused(403, about("join", "#tea", ""));
        alice.order("unban", "#tea", "ben", "").order("unban", "#tea", "dora", "");
        ben.join("#tea");
        dora.join("#tea");
    }

    @Test
    void a_muted_guest_is_muted_by_another_name_and_over_another_connection() throws IOException {
        RoomPerson anna = guest("anna", HERE).join("#tea");
        alice.order("mute", "#tea", "anna", ",'seconds':3600");
        anna.quit();

        RoomPerson other = guest("other", HERE).join("#tea");
        other.refused(403, other.message("#tea", "hi"), "You are muted in #tea for 1h more.");
    }
}
