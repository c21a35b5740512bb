package chat.jim.server.cluster.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.cluster.nats.Subscription;
import chat.jim.server.cluster.node.Node;
import chat.jim.server.cluster.node.ThisNode;
import java.io.Closeable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Questions from one server to another, and words to all. Each begins with a word that says of which kind it is, and that
 * ends at a space. All methods may be called from any thread.
 */
public final class Bus implements Closeable {
    /** No kind has a longer word. */
    private static final int LONGEST_WORD = 16;

    /** The answer to a question of a newer version, which this one does not know: no other answer begins so. */
    private static final byte[] UNKNOWN = "\0 503".getBytes(UTF_8);

    private final Engine engine;
    private final ThisNode self;

    /** By their words. */
    private final Map<String, Listener> listeners = new ConcurrentHashMap<>();

    private final Map<String, Consumer<byte[]>> ears = new ConcurrentHashMap<>();

    /** Where the others reach this server, by its id of now. Guarded by this. */
    private @Nullable Subscription subscription;

    /** Guarded by this. */
    private boolean closed;

    /** Of that server, in that engine. */
    public Bus(Engine engine, ThisNode self) {
        this.engine = engine;
        this.self = self;
    }

    /** From now on, that answers questions which begin with the word. */
    public void onQuestion(String word, Listener listener) {
        listeners.put(word, listener);
    }

    /** From now on, that hears what others tell all servers, and begins with the word: it waits for nobody. */
    public void onWord(String word, Consumer<byte[]> ear) {
        ears.put(word, ear);
    }

    /** Hears what is told to all, and what is asked under the id of now. */
    public void begin() {
        Subscription unused = engine.subscribe(engine.cluster() + ".all", (data, reply) -> {
            Consumer<byte[]> ear = ears.get(word(data));
            if (ear != null) {
                ear.accept(data);
            }
        });
        listen();
    }

    /** Listens under the id of now, if it is a new one. */
    public synchronized void listen() {
        String id = self.lease().id();
        String subject = id == null ? null : subject(id);
        Subscription before = subscription;
        if (closed || subject == null || (before != null && before.subject().equals(subject))) {
            return;
        }
        if (before != null) {
            before.close();
        }
        subscription = engine.subscribe(subject, (data, reply) -> {
            String word = word(data);
            Listener listener = listeners.get(word);
            if (listener != null) {
                listener.hear(data, reply);
            } else if (!word.isEmpty()) {
                reply.accept(UNKNOWN);
            }
        });
    }

    /** What comes before the first space, or all if there is none; empty if that is no word. */
    private static String word(byte[] data) {
        int end = 0;
        while (end < data.length && end <= LONGEST_WORD && isOfWord(data[end])) {
            end++;
        }
        boolean isWhole = end <= LONGEST_WORD && (end == data.length || data[end] == ' ');
        return isWhole ? new String(data, 0, end, UTF_8) : "";
    }

    private static boolean isOfWord(byte character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') || character == '-';
    }

    /**
     * Asks a server. The answer fails with {@link EngineException} if there is none in that time, or nobody there; or if that
     * server is of an older version, and does not know such a question: then it has done nothing.
     */
    public CompletableFuture<byte[]> ask(String node, byte[] question, Duration patience) {
        return engine.request(subject(node), question, patience).thenApply(answer -> {
            if (Arrays.equals(answer, UNKNOWN)) {
                throw EngineException.notSent("The node " + node + " does not know what it was asked.");
            }
            return answer;
        });
    }

    /** The same with text. */
    public CompletableFuture<String> ask(String node, String question, Duration patience) {
        return ask(node, question.getBytes(UTF_8), patience).thenApply(answer -> new String(answer, UTF_8));
    }

    /** The ids of all other servers that are there. */
    public List<String> others() {
        return self.nodes().others().values().stream()
                .filter(Node::isUp)
                .map(Node::id)
                .toList();
    }

    /** Asks all other servers that are there: returns their answers. */
    public List<CompletableFuture<byte[]>> askAll(byte[] question, Duration patience) {
        return self.nodes().others().values().stream()
                .filter(Node::isUp)
                .map(node -> ask(node.id(), question, patience))
                .toList();
    }

    /** The same with text. */
    public List<CompletableFuture<String>> askAll(String question, Duration patience) {
        return askAll(question.getBytes(UTF_8), patience).stream()
                .map(asked -> asked.thenApply(answer -> new String(answer, UTF_8)))
                .toList();
    }

    /** Tells all servers, also this one. Who does not hear it, does not. */
    public void tellAll(String words) {
        try {
            engine.publish(engine.cluster() + ".all", words.getBytes(UTF_8));
        } catch (EngineException e) {
            return; // the connection was just lost
        }
    }

    private String subject(String node) {
        return engine.cluster() + ".n." + node;
    }

    /** Hears no more questions. */
    @Override
    public synchronized void close() {
        closed = true;
        if (subscription != null) {
            subscription.close();
        }
    }
}
