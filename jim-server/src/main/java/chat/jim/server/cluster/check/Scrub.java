package chat.jim.server.cluster.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.codec.Codec;
import chat.jim.codec.JsonLine;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.action.Action;
import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.cluster.nats.EngineStream;
import chat.jim.server.cluster.nats.EngineStream.State;
import chat.jim.server.cluster.nats.EngineStream.Stored;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads all that the streams of a chat keep, at each server of the engine that has a copy. The engine leaves out what it finds
 * damaged without a word, so what was read is counted against what the engine says that there is, and against other copies.
 */
final class Scrub {
    private static final String API = "$JS.API.STREAM.";

    /** How long a server may take to become the leader. */
    private static final long PATIENCE = Duration.ofSeconds(15).toNanos();

    private static final long PAUSE_MILLIS = 200;

    /** How often a copy is read while others change it. */
    private static final int TRIES = 5;

    private final Engine engine;
    private final Findings findings;
    private boolean damaged;

    /**
     * What was read at one server.
     *
     * @param last the sequence up to which there was something
     * @param sums what was read, by the sequences
     * @param strange the sequences of what makes no sense
     * @param missing how many more the engine says that there are, at least
     */
    private record Copy(String server, long last, TreeMap<Long, Integer> sums, List<Long> strange, long missing) {}

    Scrub(Engine engine, Findings findings) {
        this.engine = engine;
        this.findings = findings;
    }

    /** Reads those streams, of which the engine has told. */
    void run(List<JsonLine> streams) throws InterruptedException {
        for (JsonLine stream : streams) {
            String name = StreamCheck.config(stream).text("name");
            try {
                scrub(name, StreamCheck.config(stream).texts("subjects").get(0));
            } catch (EngineException e) {
                findings.wrong("check.scrub.stopped", name, String.valueOf(e.getMessage()));
            }
        }
        if (damaged) {
            findings.note("check.scrub.remedy");
        }
    }

    private void scrub(String name, String subjects) throws InterruptedException {
        EngineStream stream = EngineStream.existing(engine, name, subjects);
        List<String> servers = servers(name);
        List<Copy> copies = new ArrayList<>();
        boolean isBack = false;
        try {
            for (String server : servers) {
                Copy copy = lead(name, server) ? read(stream, name, subjects, server) : null;
                if (copy == null) {
                    findings.wrong("check.scrub.unread", name, server);
                } else {
                    copies.add(copy);
                }
            }
        } finally {
            isBack = lead(name, servers.get(0));
        }
        report(name, copies, isBack ? still(stream, subjects, copies) : Set.of());
    }

    /** Those with a copy, beginning with the leader; one without a name if nobody says. */
    private List<String> servers(String stream) {
        JsonLine info = ask("INFO." + stream, "");
        JsonLine cluster = info == null ? null : info.optionalObject("cluster");
        List<String> servers = new ArrayList<>();
        if (cluster != null && cluster.optionalText("leader") != null) {
            servers.add(cluster.text("leader"));
            cluster.objects("replicas").forEach(replica -> servers.add(replica.text("name")));
        }
        return servers.isEmpty() ? List.of("") : servers;
    }

    /** Has that server be the leader. False if it does not become it. */
    private boolean lead(String stream, String server) throws InterruptedException {
        String wish = "{\"placement\":" + JsonLine.empty().with("preferred", server) + "}";
        for (long begun = System.nanoTime(); System.nanoTime() - begun < PATIENCE; Thread.sleep(PAUSE_MILLIS)) {
            String leader = leader(stream);
            if (server.equals(leader)) {
                return true;
            }
            if (leader != null) {
                ask("LEADER.STEPDOWN." + stream, wish);
            }
        }
        return false;
    }

    /** Empty if nobody says, null if there is none now. */
    private @Nullable String leader(String stream) {
        JsonLine info = ask("INFO." + stream, "");
        if (info == null || info.optionalObject("state") == null) {
            return null;
        }
        JsonLine cluster = info.optionalObject("cluster");
        return cluster == null ? "" : cluster.optionalText("leader");
    }

    /** Null if nobody answers: there may be no leader for a moment. */
    private @Nullable JsonLine ask(String what, String question) {
        try {
            return JsonLine.of(new String(
                    Engine.await(engine.request(API + what, question.getBytes(UTF_8), Engine.PATIENCE)), UTF_8));
        } catch (EngineException e) {
            return null;
        }
    }

    /** Null if it does not stay the leader for so long. */
    private @Nullable Copy read(EngineStream stream, String name, String subjects, String server)
            throws InterruptedException {
        Copy copy = null;
        for (int i = 0; i < TRIES; i++) {
            State before = Engine.await(stream.state());
            TreeMap<Long, Integer> sums = new TreeMap<>();
            List<Long> strange = new ArrayList<>();
            Bucket.read(stream, subjects, before, stored -> {
                sums.put(stored.sequence(), (stored.subject() + stored.headers() + stored.text()).hashCode());
                if (!makesSense(name, stored)) {
                    strange.add(stored.sequence());
                }
            });
            State after = Engine.await(stream.state());
            if (!server.equals(leader(name)) && !lead(name, server)) {
                return null;
            }
            long removed = before.messages() + after.last() - before.last() - after.messages();
            long missing = Math.max(0, before.messages() - removed - sums.size());
            copy = new Copy(server, before.last(), sums, strange, missing);
            if (removed == 0 || missing > 0) {
                return copy;
            }
        }
        return copy;
    }

    private static boolean makesSense(String stream, Stored stored) {
        try {
            if (!stored.isText()) {
                return false;
            }
            if (stream.endsWith("_MAIL")) {
                return Codec.decode(Frame.of(stored.text().getBytes(UTF_8))) instanceof Action.Msg;
            }
            return !JsonLine.of(stored.text()).fields().isEmpty();
        } catch (ProtocolException | FrameException e) {
            return false;
        }
    }

    /** What a later copy does not have, and the first one still has. */
    private static Set<Long> still(EngineStream stream, String subjects, List<Copy> copies) {
        Set<Long> still = new HashSet<>();
        Set<Long> asked = new HashSet<>();
        for (int i = 1; i < copies.size(); i++) {
            for (long sequence : copies.get(0).sums().keySet()) {
                boolean isMissing = !copies.get(i).sums().containsKey(sequence);
                if (isMissing && asked.add(sequence)) {
                    Stored stored = Engine.await(stream.next(subjects, sequence));
                    if (stored != null && stored.sequence() == sequence) {
                        still.add(sequence);
                    }
                }
            }
        }
        return still;
    }

    /** @param still what is there for sure, since it was there at the end, too */
    private void report(String name, List<Copy> copies, Set<Long> still) {
        boolean fine = true;
        for (int i = 0; i < copies.size(); i++) {
            Copy copy = copies.get(i);
            Set<Long> lost = new HashSet<>();
            for (long sequence : still) {
                if (!copy.sums().containsKey(sequence)) {
                    lost.add(sequence);
                }
            }
            for (Copy later : copies.subList(i + 1, copies.size())) {
                for (long sequence : later.sums().headMap(copy.last(), true).keySet()) {
                    if (!copy.sums().containsKey(sequence)) {
                        lost.add(sequence);
                    }
                }
            }
            fine &= report(name, copy, Math.max(lost.size(), copy.missing()), copies.get(0));
        }
        if (fine && !copies.isEmpty()) {
            String where = String.join(", ", copies.stream().map(Scrub::place).toList());
            findings.fine("check.scrubbed", name, copies.get(0).sums().size(), where);
        }
        damaged |= !fine && copies.size() > 1;
    }

    private boolean report(String name, Copy copy, long lost, Copy first) {
        long all = copy.sums().size() + lost;
        long unlike = copy.sums().entrySet().stream()
                .filter(entry -> !first.sums()
                        .getOrDefault(entry.getKey(), entry.getValue())
                        .equals(entry.getValue()))
                .count();
        if (lost > 0) {
            findings.wrong("check.scrub.lost", name, place(copy), lost, all);
        }
        if (!copy.strange().isEmpty()) {
            findings.wrong(
                    "check.scrub.strange",
                    name,
                    place(copy),
                    copy.strange().size(),
                    all,
                    copy.strange().get(0));
        }
        if (unlike > 0) {
            findings.wrong("check.scrub.unlike", name, place(copy), unlike, all, place(first));
        }
        return lost == 0 && copy.strange().isEmpty() && unlike == 0;
    }

    private static String place(Copy copy) {
        return copy.server().isEmpty() ? "NATS" : copy.server();
    }
}
