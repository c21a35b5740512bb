package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A guest who writes numbers to another one all the time, and counts the answers. Whoever reads them says what has come. */
final class RemoteTalk {
    /** So many are sent at once. */
    private static final int TOGETHER = 4;

    private static final int UNAVAILABLE = 503;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    /** Faster, all this talk would only take the processor from what is tested. */
    private static final long BREATH = TimeUnit.MILLISECONDS.toNanos(5);

    private static final Pattern ANSWER = Pattern.compile("\\{\"response\":(\\d+),.*");
    private static final Pattern NUMBER = Pattern.compile(".*\"action\":\"msg\".*\"message\":\"(\\d+)\".*");

    /** The numbers that were answered so. */
    private final Map<Integer, List<Integer>> answered = new TreeMap<>();

    private final List<Integer> received = Collections.synchronizedList(new ArrayList<>());
    private final RawClient sender;
    private final String name;
    private final String to;
    private final Thread thread = new Thread(this::send, "talk");
    private volatile boolean over;
    private final AtomicInteger sent = new AtomicInteger();
    private volatile Throwable failure;

    /** Begins to write. */
    RemoteTalk(int port, String name, String to) {
        this.name = name;
        this.to = to;
        sender = RawClient.online(port, name);
        thread.start();
    }

    private void send() {
        try {
            while (!over) {
                int first = sent.get() + 1;
                StringBuilder together = new StringBuilder();
                for (int i = 0; i < TOGETHER; i++) {
                    together.append("{'action':'msg','time':1,'to':'" + to + "','message':'" + (first + i) + "'}\n");
                }
                sender.sendBare(together.toString());
                sent.addAndGet(TOGETHER);
                for (int i = 0; i < TOGETHER; i++) {
                    Matcher answer = ANSWER.matcher(sender.receive());
                    assertThat(answer.matches()).isTrue();
                    answered.computeIfAbsent(Integer.parseInt(answer.group(1)), code -> new ArrayList<>())
                            .add(first + i);
                }
                boolean isUnavailable =
                        answered.getOrDefault(UNAVAILABLE, List.of()).contains(first);
                LockSupport.parkNanos(isUnavailable ? PAUSE : BREATH);
            }
        } catch (UncheckedIOException | AssertionError e) {
            failure = e;
        }
    }

    /** How many have been sent. */
    int sent() {
        return sent.get();
    }

    /** The addressee comes online there: from that moment on something may come, even before the answer. */
    void comeOnline(RawClient addressee) {
        addressee.presence(to);
        String line = addressee.receive();
        while (take(line)) {
            line = addressee.receive();
        }
        assertThat(line).startsWith("{\"response\":200,");
    }

    /** Counts what has come; false if it is no message. */
    private boolean take(String line) {
        Matcher number = NUMBER.matcher(line);
        return number.matches() && received.add(Integer.parseInt(number.group(1)));
    }

    /** Somebody who has the addressee's name reads until nothing more comes; returns what is said besides at last. */
    String read(RawClient reader) {
        String last = "";
        try {
            for (String line = reader.receive(); ; line = reader.receive()) {
                last = take(line) ? last : line;
            }
        } catch (UncheckedIOException | AssertionError e) {
            return last;
        }
    }

    /** Stops writing, before anybody stops reading. Fails if the session has ended before. */
    RemoteTalk stop() throws InterruptedException {
        over = true;
        thread.join();
        assertThat(failure).as("the end of the session of " + name).isNull();
        sender.quit();
        return this;
    }

    /** Checks that nothing was lost, doubled or turned round, when all have been read; returns the counts of the answers. */
    Map<Integer, Integer> counts() {
        Map<Integer, Integer> counts = countsOfReceived();
        assertThat(sure()).as("what was answered 200, in order").isEqualTo(accepted());
        return counts;
    }

    /** The same, if a server was killed that still had some of them for the addressee's connection. */
    Map<Integer, Integer> countsWithLosses() {
        Map<Integer, Integer> counts = countsOfReceived();
        assertThat(accepted()).as("what was answered 200, in order").containsSubsequence(sure());
        return counts;
    }

    private Map<Integer, Integer> countsOfReceived() {
        Map<Integer, Integer> counts = new TreeMap<>();
        answered.forEach((code, numbers) -> counts.put(code, numbers.size()));
        System.out.println(
                name + " to " + to + ": " + sent + " sent, answered " + counts + ", " + received.size() + " received");
        assertThat(counts.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(sent.get());
        assertThat(counts.keySet()).isSubsetOf(200, 404, 503, 504);
        assertThat(new HashSet<>(received)).as("received once").hasSameSizeAs(received);
        return counts;
    }

    private List<Integer> accepted() {
        return answered.getOrDefault(200, List.of());
    }

    /** What has come, without that of which nobody knew whether it would. */
    private List<Integer> sure() {
        Set<Integer> unknown = new HashSet<>(answered.getOrDefault(504, List.of()));
        return received.stream().filter(number -> !unknown.contains(number)).toList();
    }
}
