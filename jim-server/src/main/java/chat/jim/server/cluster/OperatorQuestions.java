package chat.jim.server.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.protocol.Address;
import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.name.Places;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.cluster.node.Node;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.routing.Orders;
import chat.jim.thread.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the operator asks for at other servers: a question {@code admin NODE JSON} for each request. From any thread. */
final class OperatorQuestions implements Orders {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorQuestions.class);
    private static final String ADMIN = "admin";

    /** A server may wait for the store before it answers. */
    private static final Duration FOR_ONE = Duration.ofSeconds(7);

    private static final Duration FOR_ALL = Duration.ofSeconds(3);

    private final Bus bus;
    private final ThisNode self;
    private final Places places;

    OperatorQuestions(Bus bus, ThisNode self, Places places) {
        this.bus = bus;
        this.self = self;
        this.places = places;
    }

    @Override
    public String place() {
        return self.address();
    }

    private String place(String node) {
        Node known = self.nodes().find(node);
        return known == null ? node : known.info().address();
    }

    @Override
    public void begin(BinaryOperator<String> handler) {
        bus.onQuestion(ADMIN, (question, reply) -> {
            String[] words = new String(question, UTF_8).split(" ", 3);
            if (words.length == 3 && self.isOther(words[1])) {
                Threads.startShort(() ->
                        reply.accept(handler.apply(words[2], place(words[1])).getBytes(UTF_8)));
            }
        });
    }

    @Override
    public @Nullable Answer ask(Address name, String request) {
        places.forget(name);
        String node = places.find(name);
        return node == null ? null : answer(node, bus.ask(node, question(request), FOR_ONE));
    }

    @Override
    public List<Answer> askAll(String request) {
        record Asked(String node, CompletableFuture<String> answer) {}
        return bus.others().stream()
                .map(node -> new Asked(node, bus.ask(node, question(request), FOR_ALL)))
                .toList() // all are asked before one is awaited
                .stream()
                .map(asked -> answer(asked.node(), asked.answer()))
                .toList();
    }

    private String question(String request) {
        return ADMIN + " " + self.lease().id() + " " + request;
    }

    private Answer answer(String node, CompletableFuture<String> answer) {
        try {
            return new Answer(place(node), Engine.await(answer));
        } catch (EngineException e) {
            LOG.debug("A server does not answer the operator: {}", e.getMessage());
            return new Answer(place(node), null);
        }
    }
}
