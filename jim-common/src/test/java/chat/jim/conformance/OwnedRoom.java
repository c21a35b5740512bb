package chat.jim.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import java.io.IOException;
import java.util.List;

/** A room that an account has made, and people who are this and that in it. */
final class OwnedRoom {
    private final Scene scene;
    private final String name;
    private final Peer owner;

    private OwnedRoom(Scene scene, String name, Peer owner) {
        this.scene = scene;
        this.name = name;
        this.owner = owner;
    }

    /** Has an account make a room; skips the case if rooms belong to nobody there. */
    static OwnedRoom in(Scene scene) throws IOException {
        Peer owner = scene.registered();
        OwnedRoom room = new OwnedRoom(scene, scene.room(), owner);
        owner.room("join", room.name).expect(201);
        assumeTrue(room.ask(owner, "room", "").code().number() != 400, "rooms belong to nobody there");
        return room;
    }

    String name() {
        return name;
    }

    /** Who has made it. */
    Peer owner() {
        return owner;
    }

    /** A guest who is not in the room. */
    Peer outsider() throws IOException {
        return scene.online();
    }

    /** A guest who is in the room. */
    Peer guest() throws IOException {
        Peer guest = scene.online();
        guest.room("join", name).expect(200);
        return guest;
    }

    /** An account that is in the room. */
    Peer account() throws IOException {
        Peer account = scene.registered();
        account.room("join", name).expect(200);
        return account;
    }

    /** A guest who is in the room, and has voice. */
    Peer speaker() throws IOException {
        Peer guest = guest();
        grant(guest, "voice");
        return guest;
    }

    /** An account that is in the room, and has that role. */
    Peer account(String role) throws IOException {
        Peer account = account();
        grant(account, role);
        return account;
    }

    /** Has the owner give that role. */
    void grant(Peer person, String role) throws IOException {
        order("grant", person, role(role));
    }

    /** Has the owner change the room. */
    void change(String fields) throws IOException {
        answered(200, ask(owner, "room", fields));
    }

    /** Has the owner do something with somebody. */
    void order(String verb, Peer person, String more) throws IOException {
        answered(200, ask(owner, verb, person, more));
    }

    /** Sends a request about the room, with more fields, and returns the answer. */
    Response ask(Peer peer, String verb, String more) throws IOException {
        return peer.send("{'action':'" + verb + "','time':1,'room':'" + name + "'" + more + "}")
                .answer();
    }

    /** Sends a request about somebody in the room, with more fields, and returns the answer. */
    Response ask(Peer peer, String verb, Peer person, String more) throws IOException {
        return ask(peer, verb, person.name(), more);
    }

    /** The same with another spelling of the name. */
    Response ask(Peer peer, String verb, String person, String more) throws IOException {
        return ask(peer, verb, ",'user_id':'" + person + "'" + more);
    }

    /** What the room is, as this one is told. */
    Response described(Peer peer) throws IOException {
        return answered(200, ask(peer, "room", ""));
    }

    /** Who is what in the room, as this one is told: parts of an answer. */
    List<Response> roles(Peer peer) throws IOException {
        return peer.ask("{'action':'who','time':1,'room':'" + name + "','roles':true");
    }

    /** What somebody is in the room, as its owner is told: each role, and whether banned or muted. */
    List<String> roleOf(Peer person) throws IOException {
        return roles(owner).stream()
                .filter(part -> person.name().equals(part.text(Detail.USER_ID)))
                .map(part -> part.text(Detail.ROLE))
                .toList();
    }

    /** Whether somebody is in the room. */
    boolean has(Peer person) throws IOException {
        return owner.room("who", name).answer(200).names().contains(person.name());
    }

    /** The field with a role. */
    static String role(String role) {
        return ",'role':'" + role + "'";
    }

    /** Expects an answer to have that code. */
    static Response answered(int code, Response answer) {
        assertThat(answer.code().number()).as("the code of: %s", answer.text()).isEqualTo(code);
        return answer;
    }
}
