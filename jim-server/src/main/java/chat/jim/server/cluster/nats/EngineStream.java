package chat.jim.server.cluster.nats;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.nats.EngineException.Reason;
import chat.jim.text.Texts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A stream of JetStream. It is read from its leader only: other servers may not know yet what was just acknowledged. All
 * futures end within {@link Engine#PATIENCE}, and fail as those of {@link Engine#request}. From any thread.
 */
public final class EngineStream {
    private static final Texts TEXTS = Texts.of(EngineStream.class);
    static final String API = "$JS.API.STREAM.";
    private static final int REPLICAS = 3;

    /** How long one waits until an engine that has just started can make a stream. */
    private static final Duration START = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Who does not hear a leader chooses another one after four seconds at the earliest. */
    private static final long HEARD = TimeUnit.SECONDS.toNanos(3);

    private static final int NO_MESSAGE = 10037;
    private static final int NO_SUCH_SEQUENCE = 10043;
    private static final int NOT_DELETED = 10057;
    static final int NO_SUCH_STREAM = 10059;
    private static final int NOT_CLUSTERED = 10074;
    private static final int OTHER_SETTINGS = 10058;
    private static final int WRONG_SEQUENCE = 10071;
    private static final int WRONG_SEQUENCE_TOO = 10164;
    private static final String EXPECTED = "Nats-Expected-Last-Subject-Sequence";
    private static final String SECONDS_TO_LIVE = "Nats-TTL";

    /** Stands for bytes that are no UTF-8, but somebody may have written it, too. */
    private static final char REPLACEMENT = '\ufffd';

    /** No stream gets so far. */
    private static final long NEVER = 1L << 60;

    private final Engine engine;
    private final StreamSettings settings;

    private EngineStream(Engine engine, StreamSettings settings) {
        this.engine = engine;
        this.settings = settings;
    }

    /**
     * A message in the stream.
     *
     * @param text its bytes, as UTF-8
     * @param isText false if these are not UTF-8
     * @param headers as they stand there, each on its line; empty if there are none
     */
    public record Stored(String subject, long sequence, String text, boolean isText, String headers) {
        /** What a header says, if there is one of that name. */
        public Optional<String> header(String name) {
            return headers.lines()
                    .filter(line -> line.startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findAny();
        }
    }

    /**
     * How far a stream has come.
     *
     * @param first the sequence of its first message
     * @param last that of the last one that was stored, whether it is still there or not
     * @param messages how many there are
     * @param bytes how much all take
     * @param counts how many there are of each subject for which one has asked: at least those up to the last one
     */
    public record State(long first, long last, long messages, long bytes, Map<String, Long> counts) {}

    /** One that is there, and stays as it is. Those are its subjects. */
    public static EngineStream existing(Engine engine, String name, String subjects) {
        return new EngineStream(engine, new StreamSettings(name, subjects, -1, false));
    }

    static EngineStream open(Engine engine, StreamSettings settings) {
        EngineStream stream = new EngineStream(engine, settings);
        long begin = System.nanoTime();
        while (true) {
            try {
                stream.make(REPLICAS);
                stream.probe();
                return stream;
            } catch (EngineException e) {
                engine.linkOrRefusal().checkRights(); // what is forbidden gets no answer
                boolean isOver = System.nanoTime() - begin > START.toNanos();
                if (e.reason() == Reason.REFUSED
                        || isOver
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** A new stream of several servers has no leader yet for a moment. This one is asked for what it has to refuse. */
    private void probe() {
        Engine.await(replace(settings.subjects().replace(">", "probe"), NEVER, 0, new byte[0]));
    }

    private void make(int replicas) {
        try {
            Engine.await(ask("CREATE", settings.json(replicas)));
        } catch (EngineException e) {
            if (e.code() == NOT_CLUSTERED && replicas > 1) {
                make(1);
            } else if (e.code() == OTHER_SETTINGS) {
                throw EngineException.refused(TEXTS.say("nats.stream", settings.name()));
            } else {
                throw e;
            }
        }
    }

    /**
     * Stores a message. The future has its sequence when it is stored as safely as the engine does it.
     *
     * @param headers as JetStream knows them, such as {@code Nats-Expected-Last-Subject-Sequence}
     */
    public CompletableFuture<Long> publish(String subject, Map<String, String> headers, byte[] data) {
        return engine.request(subject, headers, data, Engine.PATIENCE).thenApply(answer -> {
            long sequence = line(answer).number("seq", 0);
            if (sequence < 1) {
                // An old nats-server says that it has stored it before, and has not.
                throw new EngineException(Reason.UNKNOWN, "NATS has not said that it is stored.");
            }
            return sequence;
        });
    }

    /**
     * Stores a message if the last one with its subject has that sequence; 0: if there is none. The future has the new sequence,
     * or nothing if that is not so.
     *
     * @param seconds after which the engine deletes the message; 0: never
     */
    CompletableFuture<OptionalLong> replace(String subject, long expected, long seconds, byte[] data) {
        Map<String, String> headers = seconds == 0
                ? Map.of(EXPECTED, Long.toString(expected))
                : Map.of(EXPECTED, Long.toString(expected), SECONDS_TO_LIVE, Long.toString(seconds));
        return publish(subject, headers, data).thenApply(OptionalLong::of).exceptionally(failure -> {
            EngineException known = EngineException.of(failure);
            if (known.code() == WRONG_SEQUENCE || known.code() == WRONG_SEQUENCE_TOO) {
                return OptionalLong.empty();
            }
            throw known;
        });
    }

    /** The last message with this subject; null if there is none. */
    public CompletableFuture<@Nullable Stored> last(String subject) {
        return read(JsonLine.empty().with("last_by_subj", subject));
    }

    /** The first message from that sequence on whose subject fits; null if there is none. */
    public CompletableFuture<@Nullable Stored> next(String subjects, long from) {
        return read(JsonLine.empty().with("seq", from).with("next_by_subj", subjects));
    }

    private CompletableFuture<@Nullable Stored> read(JsonLine which) {
        return ask("MSG.GET", bytes(which)).thenApply(EngineStream::stored).exceptionally(failure -> {
            EngineException known = EngineException.of(failure);
            if (known.code() == NO_MESSAGE) {
                return null;
            }
            throw known;
        });
    }

    private static @Nullable Stored stored(JsonLine answer) {
        JsonLine message = answer.optionalObject("message");
        if (message == null) {
            throw new EngineException(Reason.UNKNOWN, "NATS has answered without the message.");
        }
        byte[] data = decoded(message, "data");
        String text = new String(data, StandardCharsets.UTF_8);
        return new Stored(
                message.text("subject"),
                message.number("seq", 0),
                text,
                text.indexOf(REPLACEMENT) < 0 || Arrays.equals(data, text.getBytes(StandardCharsets.UTF_8)),
                new String(decoded(message, "hdrs"), StandardCharsets.UTF_8));
    }

    private static byte[] decoded(JsonLine message, String field) {
        String data = message.optionalText(field);
        return data == null ? new byte[0] : Base64.getDecoder().decode(data);
    }

    /** Deletes exactly that message, whatever came later. The future says whether it was there. */
    public CompletableFuture<Boolean> delete(long sequence) {
        JsonLine which = JsonLine.empty().with("seq", sequence).with("no_erase", true);
        return ask("MSG.DELETE", bytes(which)).thenApply(answer -> true).exceptionallyCompose(failure -> {
            int code = EngineException.of(failure).code();
            return code == NO_SUCH_SEQUENCE || code == NOT_DELETED
                    ? read(JsonLine.empty().with("seq", sequence)).thenApply(there -> {
                        if (there != null) {
                            throw EngineException.of(failure);
                        }
                        return false;
                    })
                    : CompletableFuture.failedFuture(failure);
        });
    }

    /** Deletes all messages before that sequence whose subject fits. The future says how many. */
    public CompletableFuture<Long> purge(String subjects, long before) {
        JsonLine which = JsonLine.empty().with("filter", subjects).with("seq", before);
        return ask("PURGE", bytes(which)).thenApply(answer -> answer.number("purged", 0));
    }

    /** How far the stream has come. */
    public CompletableFuture<State> state() {
        return info(JsonLine.empty());
    }

    /** The same, with the counts of all subjects that fit: some thousands at most. */
    public CompletableFuture<State> state(String subjects) {
        return info(JsonLine.empty().with("subjects_filter", subjects));
    }

    private CompletableFuture<State> info(JsonLine which) {
        return ask("INFO", bytes(which)).thenApply(EngineStream::state);
    }

    /** @throws EngineException the answer is none, or comes from a leader that may be none any more */
    static State state(JsonLine answer) {
        JsonLine state = answer.optionalObject("state");
        JsonLine cluster = answer.optionalObject("cluster");
        if (state == null || (cluster != null && !hearsMost(cluster.objects("replicas")))) {
            throw new EngineException(Reason.UNKNOWN, "NATS cannot tell the state of a stream just now.");
        }
        Map<String, Long> counts = new HashMap<>();
        JsonLine found = state.optionalObject("subjects");
        if (found != null) {
            found.fields().forEach(subject -> counts.put(subject, found.number(subject, 0)));
        }
        return new State(
                state.number("first_seq", 0),
                state.number("last_seq", 0),
                state.number("messages", 0),
                state.number("bytes", 0),
                counts);
    }

    /** Whether the leader has just heard so many of the others that they cannot have chosen another one. */
    private static boolean hearsMost(List<JsonLine> others) {
        long heard = others.stream()
                .map(other -> other.number("active", 0))
                .filter(nanos -> 0 < nanos && nanos < HEARD)
                .count();
        return 2 * (heard + 1) > others.size() + 1;
    }

    private CompletableFuture<JsonLine> ask(String what, byte[] question) {
        return engine.request(API + what + "." + settings.name(), question, Engine.PATIENCE)
                .thenApply(EngineStream::line);
    }

    /** Reads an answer, and throws the error that it may be. */
    static JsonLine line(byte[] answer) {
        try {
            JsonLine line = JsonLine.of(new String(answer, StandardCharsets.UTF_8));
            JsonLine error = line.optionalObject("error");
            if (error != null) {
                throw EngineException.answered((int) error.number("err_code", 0), error.text("description"));
            }
            return line;
        } catch (ProtocolException e) {
            throw new EngineException(Reason.UNKNOWN, "The answer of NATS cannot be read: " + e.getMessage(), e);
        }
    }

    static byte[] bytes(JsonLine line) {
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }
}
