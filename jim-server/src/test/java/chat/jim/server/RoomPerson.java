package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody who is online and deals with rooms. Answers are told apart from what comes between them, which is noted as heard.
 */
final class RoomPerson implements AutoCloseable {
    private final String name;
    private final RawClient client;
    private final List<String> heard = new ArrayList<>();
    private final List<String> parts = new ArrayList<>();

    RoomPerson(String name, RawClient client) {
        this.name = name;
        this.client = client;
    }

    String name() {
        return name;
    }

    RawClient client() {
        return client;
    }

    /** A request about a room, with further fields. */
    static String about(String verb, String room, String more) {
        return "{'action':'" + verb + "','time':1,'room':'" + room + "'" + more + "}";
    }

    /** A request about somebody in a room, with further fields. */
    static String about(String verb, String room, String person, String more) {
        return about(verb, room, ",'user_id':'" + person + "'" + more);
    }

    /** Sends a request, and returns its answer. */
    String ask(String request) {
        client.send(request);
        return answer();
    }

    /** The next answer. */
    String answer() {
        parts.clear();
        String line = client.receive();
        while (!line.startsWith("{\"response\":") || line.startsWith("{\"response\":1") || isPart(line)) {
            (isPart(line) ? parts : heard).add(line);
            line = client.receive();
        }
        return line;
    }

    private static boolean isPart(String line) {
        return line.startsWith("{\"response\":202,");
    }

    /** Sends a request that is granted, and returns the answer. */
    String granted(String request) {
        String answer = ask(request);
        assertThat(answer).as(request).matches("\\{\"response\":20[01],.*");
        return answer;
    }

    /** Sends a request that is refused with that code and those words. */
    RoomPerson refused(int code, String request, String words) {
        assertThat(ask(request))
                .as(request)
                .startsWith("{\"response\":" + code + ",")
                .contains(words);
        return this;
    }

    /** The same if nothing is said of the words. */
    RoomPerson refused(int code, String request) {
        return refused(code, request, "");
    }

    /** Sends a request that is granted, and returns the parts of the answer. */
    List<String> list(String request) {
        String answer = granted(request);
        assertThat(answer).isNotNull();
        return List.copyOf(parts);
    }

    RoomPerson join(String room) {
        granted(about("join", room, ""));
        return this;
    }

    RoomPerson leave(String room) {
        granted(about("leave", room, ""));
        return this;
    }

    /** Says something in a room, and returns the answer. */
    String say(String room, String text) {
        return ask(message(room, text));
    }

    /** A plain message. */
    String message(String room, String text) {
        return "{'action':'msg','time':1,'to':'" + room + "','from':'" + name + "','message':'" + text + "'}";
    }

    /** Does something with somebody in a room. */
    RoomPerson order(String verb, String room, String person, String more) {
        granted(about(verb, room, person, more));
        return this;
    }

    RoomPerson grant(String room, String person, String role) {
        return order("grant", room, person, ",'role':'" + role + "'");
    }

    RoomPerson change(String room, String fields) {
        granted(about("room", room, "," + fields));
        return this;
    }

    /** What a room is. */
    String described(String room) {
        return granted(about("room", room, ""));
    }

    /** Who is what in a room: its parts. */
    List<String> roles(String room) {
        return list(about("who", room, ",'roles':true")).stream()
                .filter(part -> part.contains("\"user_id\""))
                .toList();
    }

    /** Waits for an object with those words, which is then not heard any more, and returns it. */
    String told(String words) {
        for (String line : heard) {
            if (line.contains(words)) {
                heard.remove(line);
                return line;
            }
        }
        String line = client.receive();
        while (!line.contains(words)) {
            heard.add(line);
            line = client.receive();
        }
        return line;
    }

    /** All that was heard, and was not {@link #told}, up to now: what was sent before has been handled. */
    List<String> heard() {
        granted("{'action':'presence','time':1,'user':{'account_name':'" + name + "'}}");
        return List.copyOf(heard);
    }

    /** Expects that nothing with those words has come. */
    RoomPerson notTold(String words) {
        assertThat(heard()).noneMatch(line -> line.contains(words));
        return this;
    }

    /** Quits, and waits until that is over. */
    void quit() {
        client.quit();
    }

    @Override
    public void close() {
        client.close();
    }
}
