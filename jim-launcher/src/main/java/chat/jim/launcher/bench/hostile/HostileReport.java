package chat.jim.launcher.bench.hostile;

import chat.jim.launcher.bench.Latencies;
import chat.jim.launcher.bench.ServerAddress;
import chat.jim.text.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shows the rows to their reader.
 *
 * @param server the address of the server, or null if each row had one that was started for it
 */
public record HostileReport(
        HostilePlan plan, List<Row> rows, @Nullable ServerAddress server) {
    private static final Texts TEXTS = Texts.of(HostileReport.class);
    private static final double MICRO = 1e3;

    /**
     * What was measured under one misuse by so many hostile peers.
     *
     * @param times of the bystander's messages
     * @param noise what the same messages took meanwhile to an {@link Echo}: what the machine and this program add
     * @param answered how many requests the hostile peers got answered
     * @param crowd how many others were there
     */
    public record Row(Misuse misuse, int peers, Bystander.Times times, Latencies noise, long answered, int crowd) {
        private static final double MILLI = 1e6;
        private static final double P99 = 0.99;

        /** Whether 99 of 100 messages took at most that long. */
        public boolean isWithin(Duration bound) {
            return p99() <= bound.toNanos();
        }

        /** A line of the table. */
        String text() {
            return String.format(
                    Locale.ROOT,
                    "%-11s %6d %9s %9s %9s %11d %9s %10d",
                    misuse.label(),
                    peers,
                    millis(p50()),
                    millis(p99()),
                    millis(max()),
                    times.unanswered(),
                    millis(noiseP99()),
                    answered);
        }

        private static String millis(long nanos) {
            return String.format(Locale.ROOT, "%,.2f", nanos / MILLI);
        }

        long noiseP99() {
            return noise.within(P99);
        }

        long p50() {
            return times.latencies().within(0.5);
        }

        long p99() {
            return times.latencies().within(P99);
        }

        long max() {
            return times.latencies().max();
        }
    }

    /** Whether the bystander's messages were always in time. */
    public boolean isFine() {
        return slow().isEmpty();
    }

    private List<Row> slow() {
        return rows.stream().filter(row -> !row.isWithin(plan.bound())).toList();
    }

    /** A table for people. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add(TEXTS.say(
                "hostile.load",
                Bystander.EVERY_MILLIS,
                plan.seconds(),
                plan.warmup(),
                System.getProperty("java.version")));
        lines.add(TEXTS.say("hostile.server", server == null ? TEXTS.say("hostile.own") : server));
        lines.add(TEXTS.say("hostile.noise"));
        lines.add("");
        lines.add(TEXTS.say("hostile.columns"));
        rows.forEach(row -> lines.add(row.text()));
        lines.add("");
        long bound = plan.bound().toMillis();
        lines.add(
                isFine()
                        ? TEXTS.say("hostile.fine", bound)
                        : TEXTS.say(
                                "hostile.slow",
                                bound,
                                slow().stream()
                                        .map(row -> row.misuse().label() + " " + row.peers())
                                        .collect(Collectors.joining(", "))));
        return String.join(System.lineSeparator(), lines);
    }

    /** One JSON object in one line. */
    public String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("mode", "\"hostile\"");
        fields.put("every_ms", Bystander.EVERY_MILLIS);
        fields.put("warmup", plan.warmup());
        fields.put("seconds", plan.seconds());
        fields.put("contacts", plan.contacts());
        fields.put("bound_ms", plan.bound().toMillis());
        fields.put("fine", isFine());
        fields.put("rows", rows.stream().map(HostileReport::json).collect(Collectors.joining(",", "[", "]")));
        fields.put("java", "\"" + System.getProperty("java.version") + "\"");
        fields.put("server", "\"" + (server == null ? "own" : server) + "\"");
        return object(fields);
    }

    private static String json(Row row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("misuse", "\"" + row.misuse().label() + "\"");
        fields.put("peers", row.peers());
        fields.put("crowd", row.crowd());
        fields.put("messages", row.times().latencies().count());
        fields.put("p50_us", micros(row.p50()));
        fields.put("p99_us", micros(row.p99()));
        fields.put("max_us", micros(row.max()));
        fields.put("unanswered", row.times().unanswered());
        fields.put("noise_p99_us", micros(row.noiseP99()));
        fields.put("hostile_answered", row.answered());
        return object(fields);
    }

    private static String micros(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / MICRO);
    }

    private static String object(Map<String, Object> fields) {
        return fields.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
