package chat.jim.server;

import chat.jim.protocol.Address;
import chat.jim.server.store.Store;
import chat.jim.testing.RawClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A server whose clock the test sets, and the people there. Everybody's password is {@code secret}. */
final class RoomScene implements AutoCloseable {
    private final AtomicLong millis = new AtomicLong(TestServer.NOW * 1000);
    private final InstantSource clock = () -> Instant.ofEpochMilli(millis.get());
    private final List<RoomPerson> people = new ArrayList<>();
    private TestServer server = TestServer.startWith(clock);

    TestServer server() {
        return server;
    }

    /** Makes accounts. */
    RoomScene withAccounts(String... names) {
        server.change(store -> {
            for (String name : names) {
                store.accounts().add(Address.account(name), CheapHash.of("secret"));
            }
        });
        return this;
    }

    /** Makes an account, which comes online. */
    RoomPerson account(String name) {
        withAccounts(name);
        return login(name);
    }

    /** Somebody comes online with an account, and asks for ids. */
    RoomPerson login(String name) {
        return login(name, ",'ids':true");
    }

    /** The same with further fields. */
    RoomPerson login(String name, String more) {
        RoomPerson person = come(name, server.connect());
        person.granted("{'action':'authenticate','time':1,'user':{'account_name':'" + name + "','password':'secret'}"
                + more + "}");
        return person;
    }

    /** Somebody comes online beside other sessions of the account. */
    RoomPerson also(String name) {
        return login(name, ",'session':'also'");
    }

    /** Somebody connects, who does not come online yet. */
    RoomPerson connect(String name) {
        return come(name, server.connect());
    }

    RoomPerson guest(String name) {
        return guest(name, server.connect());
    }

    /** A guest comes online over that connection. */
    RoomPerson guest(String name, RawClient client) {
        RoomPerson person = come(name, client);
        person.granted("{'action':'presence','time':1,'user':{'account_name':'" + name + "'}}");
        return person;
    }

    private RoomPerson come(String name, RawClient client) {
        RoomPerson person = new RoomPerson(name, client);
        people.add(person);
        return person;
    }

    /** Removes an account, as another process would. */
    void remove(String name) {
        server.change(store -> store.accounts().remove(Address.account(name)));
    }

    /** Makes an account an operator, or not one any more, as another process would. */
    void setOperator(String name, boolean operator) {
        server.change(store -> store.profiles().setOperator(Address.account(name), operator));
    }

    /** Time goes by. */
    void pass(Duration time) {
        millis.addAndGet(time.toMillis());
    }

    /** Stops the server, changes what it has kept, and starts it again. */
    void restart(Consumer<Store> change) {
        server = server.restartAfter(change, clock);
    }

    @Override
    public void close() {
        people.forEach(RoomPerson::close);
        server.close();
    }
}
