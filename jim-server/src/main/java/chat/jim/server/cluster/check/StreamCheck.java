package chat.jim.server.cluster.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.nats.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether the streams of a chat are as its servers make them, on several servers of the engine, and these up to date. */
final class StreamCheck {
    private static final String LIST = "$JS.API.STREAM.LIST";

    /** By what all streams of ours are the same. */
    private static final Map<String, String> TEXTS = Map.of("storage", "file", "retention", "limits", "discard", "new");

    private static final Map<String, Boolean> FLAGS =
            Map.of("allow_direct", false, "deny_delete", false, "allow_msg_ttl", true);

    private static final Map<String, Long> NUMBERS = Map.of("max_msgs", -1L, "max_bytes", -1L, "max_age", 0L);

    private final Engine engine;
    private final Findings findings;

    StreamCheck(Engine engine, Findings findings) {
        this.engine = engine;
        this.findings = findings;
    }

    void run() {
        List<JsonLine> ours = ours();
        if (ours.isEmpty()) {
            findings.wrong("check.nostreams"); // there is one at least, or this is not asked
            return;
        }
        long most = ours.stream().mapToLong(StreamCheck::replicas).max().orElse(1);
        boolean fine = true;
        Copies copies = new Copies();
        for (JsonLine stream : ours) {
            fine &= check(stream, most, copies);
        }
        copies.tell(findings);
        fine &= copies.areCurrent();
        if (fine && most > 1) {
            findings.fine("check.streams", ours.size(), most);
        } else if (fine) {
            findings.note("check.streams.single", ours.size());
        }
    }

    /** What the engine tells of each stream of the chat. */
    List<JsonLine> ours() {
        return list().stream().filter(this::isOurs).toList();
    }

    private List<JsonLine> list() {
        List<JsonLine> all = new ArrayList<>();
        while (true) {
            String question = JsonLine.empty().with("offset", all.size()).toString();
            JsonLine answer = JsonLine.of(
                    new String(Engine.await(engine.request(LIST, question.getBytes(UTF_8), Engine.PATIENCE)), UTF_8));
            List<JsonLine> some = answer.objects("streams");
            all.addAll(some);
            if (some.isEmpty() || all.size() >= answer.number("total", 0)) {
                return all;
            }
        }
    }

    static JsonLine config(JsonLine stream) {
        JsonLine config = stream.optionalObject("config");
        if (config == null) {
            throw ProtocolException.badRequest("A stream has no configuration.");
        }
        return config;
    }

    private boolean isOurs(JsonLine stream) {
        String name = config(stream).text("name");
        return name.startsWith("KV_" + engine.cluster() + "_") || name.startsWith(engine.cluster() + "_");
    }

    private static long replicas(JsonLine stream) {
        return config(stream).number("num_replicas", 1);
    }

    private boolean check(JsonLine stream, long mostReplicas, Copies copies) {
        JsonLine config = config(stream);
        String name = config.text("name");
        List<String[]> others = new ArrayList<>();
        TEXTS.forEach((field, value) -> {
            if (!value.equals(config.optionalText(field))) {
                others.add(new String[] {field, String.valueOf(config.optionalText(field)), value});
            }
        });
        FLAGS.forEach((field, value) -> {
            if (config.flag(field) != value) {
                others.add(new String[] {field, String.valueOf(config.flag(field)), value.toString()});
            }
        });
        NUMBERS.forEach((field, value) -> {
            if (config.number(field, value) != value) {
                others.add(new String[] {field, String.valueOf(config.number(field, value)), value.toString()});
            }
        });
        if (replicas(stream) != mostReplicas) {
            others.add(new String[] {"num_replicas", String.valueOf(replicas(stream)), String.valueOf(mostReplicas)});
        }
        others.forEach(other -> findings.wrong("check.stream", name, other[0], other[1], other[2]));
        return hasLeader(name, stream.optionalObject("cluster"), copies) && others.isEmpty();
    }

    private boolean hasLeader(String name, @Nullable JsonLine cluster, Copies copies) {
        if (cluster == null) {
            return true; // an engine of one server
        }
        cluster.objects("replicas").forEach(copies::add);
        if (String.valueOf(cluster.optionalText("leader")).isEmpty()) {
            findings.wrong("check.noleader", name);
            return false;
        }
        return true;
    }
}
