package chat.jim.launcher.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A result for its reader.
 *
 * @param server the address of the server, or null if it was started for this
 */
public record Report(Result result, @Nullable ServerAddress server) {
    private static final double MICRO = 1e3;
    private static final double MILLI = 1e6;

    /** Some lines for people. */
    public String text() {
        Plan plan = result.plan();
        Losses losses = result.losses();
        StringBuilder text = new StringBuilder();
        text.append("Load        ")
                .append(plan.cast())
                .append(format(", window %,d, %d characters a message", plan.window(), plan.bytes()))
                .append(format("; %d s after %d s of warming up", plan.seconds(), plan.warmup()))
                .append(format("; Java %s%n", System.getProperty("java.version")))
                .append(format("Server      %s%n", server == null ? "its own" : server))
                .append(format("Throughput  %,d %s%n", result.perSecond(), unit()))
                .append(format("Latency     %s%n", latency()))
                .append(format("Losses      lost %,d, doubled %,d", losses.lost(), losses.doubled()))
                .append(format(", out of order %,d, changed %,d", losses.outOfOrder(), losses.changed()))
                .append(format(", refused %,d, unanswered %,d", losses.refused(), losses.unanswered()));
        Double cpu = result.serverCpuMicros();
        if (cpu != null) {
            text.append(format("%nServer CPU  %.1f \u00b5s a %s", cpu, plan.isRoom() ? "delivery" : "message"));
        }
        return text.toString();
    }

    private String unit() {
        return result.plan().isRoom()
                ? format(
                        "deliveries/s (%,d messages/s)",
                        result.perSecond() / result.plan().copies())
                : "messages/s";
    }

    private String latency() {
        Latencies latencies = result.latencies();
        if (latencies.count() == 0) {
            return "unknown: nothing was delivered";
        }
        Map<String, Long> times = new LinkedHashMap<>();
        times.put("p50", latencies.within(0.5));
        times.put("p95", latencies.within(0.95));
        times.put("p99", latencies.within(0.99));
        times.put("p99.9", latencies.within(0.999));
        times.put("max", latencies.max());
        return times.entrySet().stream()
                .map(time -> time.getKey() + " " + format("%.2f", time.getValue() / MILLI))
                .collect(Collectors.joining(", ", "", " ms"));
    }

    /** One JSON object in one line. */
    public String json() {
        Plan plan = result.plan();
        Losses losses = result.losses();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("mode", plan.isRoom() ? "\"room\"" : "\"pairs\"");
        if (plan.isRoom()) {
            fields.put("members", plan.members());
        } else {
            fields.put("pairs", plan.senders());
        }
        fields.put("senders", plan.senders());
        fields.put("window", plan.window());
        fields.put("bytes", plan.bytes());
        fields.put("warmup", plan.warmup());
        fields.put("seconds", format("%.3f", result.seconds()));
        fields.put("messages", result.messages());
        fields.put("per_second", result.perSecond());
        fields.put("p50_us", micros(result.latencies().within(0.5)));
        fields.put("p95_us", micros(result.latencies().within(0.95)));
        fields.put("p99_us", micros(result.latencies().within(0.99)));
        fields.put("p999_us", micros(result.latencies().within(0.999)));
        fields.put("max_us", micros(result.latencies().max()));
        fields.put("lost", losses.lost());
        fields.put("doubled", losses.doubled());
        fields.put("out_of_order", losses.outOfOrder());
        fields.put("changed", losses.changed());
        fields.put("refused", losses.refused());
        fields.put("unanswered", losses.unanswered());
        Double cpu = result.serverCpuMicros();
        fields.put("server_cpu_us_per_message", cpu == null ? "null" : format("%.2f", cpu));
        fields.put("java", "\"" + System.getProperty("java.version") + "\"");
        fields.put("server", "\"" + (server == null ? "own" : server) + "\"");
        return fields.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String micros(long nanos) {
        return result.latencies().count() == 0 ? "null" : format("%.1f", nanos / MICRO);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
