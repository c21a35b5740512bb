package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Peers that ask a server for resume tokens, and come back with them. */
final class ResumingPeers implements AutoCloseable {
    static final Pattern TOKEN = Pattern.compile("\"resume\":\"([A-Za-z0-9_-]{22,64})\"(,\"sessions\":[0-9]+)?}$");

    private final List<RawClient> clients = new ArrayList<>();
    private TestServer server;

    ResumingPeers(TestServer server) {
        this.server = server;
    }

    /** From now on peers connect to that one. */
    void moveTo(TestServer other) {
        server = other;
    }

    RawClient connect() {
        RawClient client = server.connect();
        clients.add(client);
        return client;
    }

    /** Connects a peer that asks to come online; {@code resume} is JSON. */
    RawClient presence(String name, String resume) {
        return presence(connect(), name, resume);
    }

    static RawClient presence(RawClient client, String name, String resume) {
        return client.send(
                "{'action':'presence','time':1,'user':{'account_name':'" + name + "'},'resume':" + resume + "}");
    }

    /** Connects a peer that comes with a token. */
    RawClient comeBack(String name, String token) {
        return presence(name, "'" + token + "'");
    }

    /** Connects a peer that logs in, or registers, and asks for a token. */
    RawClient login(String verb, String name, String password) {
        return login(connect(), verb, name, password);
    }

    static RawClient login(RawClient client, String verb, String name, String password) {
        return client.send("{'action':'" + verb + "','time':1,'user':{'account_name':'" + name + "','password':'"
                + password + "'},'resume':true}");
    }

    /** The token in the answer, which is 200. */
    static String token(RawClient client) {
        Matcher token = TOKEN.matcher(client.expect(200));
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    /** Breaks the connection, and waits until the server has noticed. */
    void lose(RawClient client) {
        int before = server.connections();
        client.reset();
        await().until(() -> server.connections() < before);
    }

    @Override
    public void close() {
        clients.forEach(RawClient::close);
    }
}
