package chat.jim.server;

import chat.jim.testing.RawClient;
import java.util.ArrayList;
import java.util.List;

/** The clients of people who are online at several machines at once. */
final class Machines implements AutoCloseable {
    private final TestServer server;
    private final List<RawClient> clients = new ArrayList<>();

    Machines(TestServer server) {
        this.server = server;
    }

    RawClient connect() {
        RawClient client = server.connect();
        clients.add(client);
        return client;
    }

    /** Asks to log in beside other sessions, with further fields. */
    RawClient ask(String name, String more) {
        return connect()
                .send("{'action':'authenticate','time':1,'user':{'account_name':'" + name
                        + "','password':'secret'},'session':'also'" + more + "}");
    }

    /** Logs in, and is one of so many sessions then. */
    RawClient also(String name, int sessions) {
        return ask(name, "")
                .expect(200, "\"alert\":\"You are online as " + name + ".\",\"sessions\":" + sessions + "}");
    }

    /** Comes online as a guest. */
    RawClient guest(String name) {
        return connect().presence(name).expect(200, name);
    }

    @Override
    public void close() {
        clients.forEach(RawClient::close);
    }
}
