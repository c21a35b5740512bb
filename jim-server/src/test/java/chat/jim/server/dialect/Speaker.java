package chat.jim.server.dialect;

import static chat.jim.testing.RawClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the programs of one dialect log in, write, and want to be written to, byte for byte; they write JSON as Python does.
 * In the forms %1$s is the sender, %2$s the addressee and %3$s the text.
 */
public enum Speaker {
    COURSE(
            login(
                    "{'action': 'presence', 'time': 1700000000.25, 'user': {'account_name': '%1$s'}}",
                    "{'response':200}"),
            "{'action': 'message', 'from': '%1$s', 'to': '%2$s', 'time': 1700000000.25, 'mess_text': '%3$s',"
                    + " 'mood': 'good'}",
            Forms.FOR_ALL,
            "{'action':'message','from':'%1$s','to':'%2$s','time':1700000000,'mess_text':'%3$s','mood':'good'}",
            null),

    /** Its presence is the course's: it shows who it is by writing a note to itself. */
    COURSE_TEXT(
            login(
                    "{'action': 'presence', 'time': 1700000000.25, 'user': {'account_name': '%1$s'}}",
                    "{'response':200}",
                    "{'action': 'message', 'from': '%1$s', 'to': '%1$s', 'time': 1.5, 'message_text': 'note'}",
                    "{'action': 'message', 'from': '%1$s', 'to': '%1$s', 'time': 1.5, 'message_text': 'note'}"),
            "{'action': 'message', 'from': '%1$s', 'to': '%2$s', 'time': 1700000000.25, 'message_text': '%3$s'}",
            "{'action':'message','from':'%1$s','to':'%2$s','time':1700000000,'message_text':'%3$s'}",
            "{'action':'message','from':'%1$s','to':'%2$s','time':1700000000,'message_text':'%3$s'}",
            null),

    EVENT(
            login("{'event': 'presence', 'time': 1700000000.25, 'user': {'account_name': '%1$s'}}", Forms.ONLINE),
            "{'event': 'message', 'from': '%1$s', 'to': '%2$s', 'time': 1700000000.25, 'message_text': '%3$s'}",
            "{'event':'message','from':'%1$s','to':'%2$s','time':1700000000,'message_text':'%3$s'}",
            "{'event':'message','from':'%1$s','to':'%2$s','time':1700000000,'message_text':'%3$s'}",
            null),

    CLIENT_NAME(
            login(
                    "{'action':'presence','time':1700000000.25,'type':'status',"
                            + "'user':{'client_name':'%1$s','status':'here'}}",
                    "{'response':200}",
                    "{'action':'presence','time':1700000000.25,'type':'status',"
                            + "'user':{'client_name':'%1$s','status':'here'}}",
                    "{'response':200}"),
            "{'action':'msg','time':1700000000.25,'to':'%2$s','from':'%1$s','encoding':'utf-8','message':'%3$s'}",
            Forms.SPECIFICATION,
            "{'action':'msg','time':1700000000,'to':'%2$s','from':'%1$s','encoding':'utf-8','message':'%3$s'}",
            "{'response':200}"),

    /** The one who writes reads no messages. */
    HANITA(
            login(
                    "{'action': 'presence', 'time': 1700000000.25, 'type': 'status', 'user':"
                            + " {'accaunt_name': 'Guest', 'status': 'Yep, I am here!'}}",
                    Forms.ONLINE),
            "{'action': 'msg', 'time': 1700000000.25, 'to': '%2$s', 'from': 'Guest', 'message': '%3$s'}",
            Forms.SPECIFICATION,
            Forms.SPECIFICATION,
            Forms.SENT),

    COURSE_GUI(
            login(
                    "{'action': 'presence', 'time': 1700000000.25, 'user':"
                            + " {'account_name': '%1$s', 'pubkey': '-----BEGIN PUBLIC KEY-----\\nMIIB'}}",
                    "{'response':200}"),
            "{'action': 'message', 'from': '%1$s', 'to': '%2$s', 'time': 1700000000.25, 'mess_text': '%3$s'}",
            Forms.FOR_ALL,
            "{'action':'message','from':'%1$s','to':'%2$s','time':1700000000,'mess_text':'%3$s'}",
            "{'response':200}"),

    GUEST_BROADCAST(
            login(
                    "{'action': 'presence', 'time': 1700000000.25, 'type': 'status', 'user':"
                            + " {'account_name': 'Guest', 'status': 'here'}}",
                    "{'response':200}"),
            "{'action': 'message', 'time': 1700000000.25, 'account_name': 'Guest', 'mess_text': '%3$s'}",
            "{'action':'message','sender':'%1$s','time':1700000000,'mess_text':'%3$s'}",
            "{'action':'message','time':1700000000,'account_name':'%1$s','mess_text':'%3$s',"
                    + "'sender':'%1$s','from':'%1$s'}",
            "{'response':200}"),

    GUEST_LOGIN(
            login(
                    "{'action': 'presence', 'time': 1700000000.25, 'user': {'account_name': 'Guest'}}",
                    "{'response':200,'msg':'You are online as Guest-5.'}",
                    "{'action': 'authenticate', 'time': 1700000000.25, 'user': {'account_name': '%1$s'}}",
                    "{'response':200,'msg':'You are online as %1$s.'}"),
            "{'action': 'msg', 'time': 1700000000.25, 'from': '%1$s', 'to': '%2$s', 'msg_text': '%3$s', 'x': {'y': [1, null]}}",
            "{'action':'msg','time':1700000000,'from':'%1$s','to':'%2$s','msg_text':'%3$s'}",
            "{'action':'msg','time':1700000000,'from':'%1$s','to':'%2$s','msg_text':'%3$s'}",
            "{'response':200,'msg':'Sent.'}"),

    QUANTITY(
            login(
                    "{'action': 'presence', 'time': '1700000000', 'type': 'status',"
                            + " 'user': {'account_name': '%1$s', 'status': 'here'}}",
                    Forms.INVITATION,
                    "{'action': 'authenticate', 'time': '1700000000',"
                            + " 'user': {'account_name': '%1$s', 'password': 'C0rrect'}}",
                    "{'response':200}"),
            "{'action': 'msg', 'time': '1700000000', 'to': '%2$s', 'from': '%1$s', 'message': '%3$s'}",
            Forms.SPECIFICATION,
            Forms.SPECIFICATION,
            "{'response':200}"),

    SCATTERED(
            login("{'action': 'presence', 'time': 'Tue Nov 14 22:13:20 2023', 'user': '%1$s'}", Forms.ONLINE),
            "{'action': 'msg', 'time': '< 1700000000 >', 'to': '%2$s', 'from': '%1$s', 'message': '%3$s'}",
            Forms.SPECIFICATION,
            Forms.SPECIFICATION,
            Forms.SENT),

    /** Last, so that it gets no notices of the others' coming. */
    SPEC(
            login(
                    "{'action': 'presence', 'time': 1700000000, 'type': 'status',"
                            + " 'user': {'account_name': '%1$s', 'status': 'here'}}",
                    Forms.ONLINE,
                    "{'action': 'join', 'time': 1700000000, 'room': '#all'}",
                    "{'response':200,'time':1763700000,'alert':'You are in #all.'}"),
            "{'action': 'msg', 'time': 1700000000.25, 'to': '%2$s', 'from': '%1$s', 'message': '%3$s'}",
            Forms.SPECIFICATION,
            Forms.SPECIFICATION,
            Forms.SENT);

    private final String login;
    private final String written;
    private final String shown;
    private final String mirrored;
    private final @Nullable String answer;

    /**
     * @param login what it says to come online, each line followed by what it is answered
     * @param written its messages
     * @param shown messages to one that has not written yet
     * @param mirrored messages to one that has
     * @param answer what it is answered to a message
     */
    Speaker(String login, String written, String shown, String mirrored, @Nullable String answer) {
        this.login = login;
        this.written = written;
        this.shown = shown;
        this.mirrored = mirrored;
        this.answer = answer;
    }

    /** Forms that several share. */
    static final class Forms {
        static final String ONLINE = "{'response':200,'time':1763700000,'alert':'You are online as %2$s.'}";
        static final String FOR_ALL = "{'action':'message','time':1700000000,'from':'%1$s','to':'%2$s',"
                + "'mess_text':'%3$s','message_text':'%3$s','sender':'%1$s',"
                + "'destination':'%2$s','message':'%3$s','recipient':'%2$s','user':{'account_name':'%1$s'}}";
        static final String SENT = "{'response':200,'time':1763700000,'alert':'Sent.'}";
        static final String SPECIFICATION =
                "{'action':'msg','time':1700000000,'to':'%2$s','from':'%1$s','message':'%3$s'}";

        /** Its token is another one each time. */
        static final String INVITATION = "{'response':401,'token':'%2$s'}";

        private Forms() {}
    }

    /** Whether its programs say whom a message is for. */
    boolean addresses() {
        return this != GUEST_BROADCAST;
    }

    /** Whether its programs are all called the same, so that the server has to tell them apart. */
    public boolean isGuest() {
        return this == HANITA || this == GUEST_BROADCAST;
    }

    /** Whether it takes only what is addressed to itself. */
    boolean addressesEach() {
        return this == COURSE || this == COURSE_TEXT || this == EVENT || this == COURSE_GUI || this == GUEST_LOGIN;
    }

    /** What it calls everybody. */
    public String everybody() {
        return this == CLIENT_NAME ? "#" : "#all";
    }

    /** Whether it hears what it says to everybody. */
    boolean hearsItself() {
        return this == CLIENT_NAME;
    }

    /** Comes online; {@code known} is the name that the server gives it. */
    public void logIn(RawClient program, String name, String known) {
        List<String> lines = login.lines().toList();
        for (int i = 0; i < lines.size(); i += 2) {
            program.send(lines.get(i).formatted(name));
            String answer = program.receive();
            assertThat(answer.replaceAll("(?<=\"token\":\")\\w{16}", known))
                    .isEqualTo(json(lines.get(i + 1).formatted(name, known)));
        }
    }

    /** A message that it writes. */
    public String write(String from, String to, String text) {
        return json(written.formatted(from, to, text));
    }

    /** One from another dialect, as it knows it. */
    String show(String from, String to, String text, boolean hasWritten) {
        return json((hasWritten ? mirrored : shown).formatted(from, to, text));
    }

    /** Whether its programs can read what they write themselves, even before they have written. */
    boolean isSpokenAlike() {
        return this != COURSE && this != COURSE_GUI && this != GUEST_BROADCAST;
    }

    /** What answers a message, or null. */
    @Nullable
    String answer() {
        return answer == null ? null : json(answer);
    }

    /** What it says that nobody understands. */
    public String nonsense() {
        return json(this == EVENT ? "{'event': 'dance', 'time': 1}" : "{'action': 'dance', 'time': 1}");
    }

    private static String login(String... conversation) {
        return String.join("\n", conversation);
    }
}
