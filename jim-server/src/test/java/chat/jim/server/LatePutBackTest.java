package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineConfig;
import chat.jim.server.cluster.node.NodeInfo;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.jetstream.JetStreamStore;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** CLUSTER: a server whose store fails puts what nobody has confirmed into a mailbox later, perhaps when its account is elsewhere. */
@Timeout(60)
class LatePutBackTest {
    @RegisterExtension
    static final NatsCluster NATS = NatsCluster.shared();

    private final List<Server> servers = new ArrayList<>();
    private EngineConfig config;
    private volatile Health health = Health.WORKS;

    /** So often the store fails, though it works. */
    private final AtomicInteger failures = new AtomicInteger();

    private enum Health {
        WORKS,
        FAILS,
        /** It takes everything later than the server looks whether it has. */
        IS_SLOW
    }

    @BeforeEach
    void start() throws IOException {
        config = NATS.freshConfig();
        Server elsewhere = server("elsewhere", store -> store);
        server("here", this::failing);
        elsewhere.context().accounts().add(Address.account("bob"), CheapHash.of("b"));
    }

    @AfterEach
    void stop() {
        health = Health.WORKS;
        servers.forEach(Server::close);
    }

    private Server server(String name, UnaryOperator<Store> storing) throws IOException {
        Engine engine = Engine.open(config);
        ThisNode node = ThisNode.join(engine, new NodeInfo(name, "test", 1, 1), null);
        Server server = OneChat.server(engine, node, storing.apply(JetStreamStore.open(engine, node.lease()::lastId)));
        servers.add(server);
        return server;
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKS", "IS_SLOW"})
    void it_comes_to_the_session_that_reads_by_then(Health later) {
        Server here = servers.get(1);
        try (RawClient alice = RawClient.online(here.port(), "alice");
                RawClient before = online(here)) {
            alice.msg("bob", "1").expect(200);
            health = Health.FAILS;
            before.reset();
            await().until(() -> here.context().directory().find(Address.account("bob")) == null);

            try (RawClient bob = online(servers.get(0))) {
                health = later;

                assertThat(message(bob)).contains("\"from\":\"alice\"", "\"message\":\"1\"");
            }
        }
    }

    @Test
    void it_is_tried_again_before_the_account_may_be_elsewhere() {
        Server here = servers.get(1);
        try (RawClient alice = RawClient.online(here.port(), "alice");
                RawClient before = online(here)) {
            alice.msg("bob", "1").expect(200);
            failures.set(3);
            before.reset();
            await().until(() -> here.context().directory().find(Address.account("bob")) == null);

            try (RawClient bob = online(servers.get(0))) {
                alice.msg("bob", "2").expect(200);

                assertThat(message(bob)).contains("\"message\":\"1\"");
                assertThat(message(bob)).contains("\"message\":\"2\"");
            }
        }
    }

    private static String message(RawClient client) {
        String line = client.receive();
        while (line.contains("\"probe\"")) {
            line = client.receive();
        }
        return line;
    }

    /** Bob there, as soon as the server lets him in. */
    private static RawClient online(Server server) {
        RawClient bob = RawClient.connect(server.port());
        String answer = bob.authenticate("bob", "b").receive();
        if (answer.startsWith("{\"response\":200")) {
            return bob;
        }
        assertThat(answer).startsWith("{\"response\":503");
        bob.close();
        return online(server);
    }

    /** A store whose mail can be read, and that takes something as well as it is told to. */
    private Store failing(Store store) {
        MailStore mail = over(MailStore.class, store.mail(), "add", this::add);
        return over(Store.class, store, "mail", real -> mail);
    }

    private Object add(Supplier<Object> adding) {
        Executor later = CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS);
        boolean fails = failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        return switch (fails ? Health.FAILS : health) {
            case WORKS -> adding.get();
            case FAILS -> CompletableFuture.failedFuture(new StoreException("The engine does not answer.", null));
            case IS_SLOW ->
                CompletableFuture.supplyAsync(adding, later).thenCompose(added -> (CompletableFuture<?>) added);
        };
    }

    /** The same, but for what one method returns. */
    private static <T> T over(Class<T> type, T real, String name, Function<Supplier<Object>, Object> instead) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, values) -> method.getName().equals(name)
                        ? instead.apply(() -> call(method, real, values))
                        : call(method, real, values)));
    }

    private static Object call(Method method, Object real, Object[] values) {
        try {
            return method.invoke(real, values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new AssertionError(e);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
