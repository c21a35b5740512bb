package chat.jim.launcher.bench;

import chat.jim.text.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shows a result to its reader.
 *
 * @param server the address of the server, or null if it was started for this run
 */
public record Report(Result result, @Nullable ServerAddress server) {
    private static final Texts TEXTS = Texts.of(Report.class);
    private static final double MICRO = 1e3;
    private static final double MILLI = 1e6;

    /** A few lines for people. */
    public String text() {
        Plan plan = result.plan();
        Result.Losses losses = result.losses();
        List<String> lines = new ArrayList<>();
        lines.add(TEXTS.say(
                "report.load",
                cast(plan),
                grouped(plan.window()),
                plan.bytes(),
                plan.seconds(),
                plan.warmup(),
                System.getProperty("java.version")));
        lines.add(TEXTS.say("report.server", server == null ? TEXTS.say("report.own") : server));
        lines.add(throughput(plan));
        lines.add(TEXTS.say("report.latency", latency()));
        lines.add(TEXTS.say(
                "report.losses",
                grouped(losses.lost()),
                grouped(losses.doubled()),
                grouped(losses.outOfOrder()),
                grouped(losses.changed()),
                grouped(losses.refused()),
                grouped(losses.unanswered())));
        Double cpu = result.serverCpuMicros();
        if (cpu != null) {
            lines.add(TEXTS.say(plan.isRoom() ? "report.cpu.room" : "report.cpu.pairs", format("%.1f", cpu)));
        }
        if (result.heldBack()) {
            lines.add(TEXTS.say("report.held", flood()));
        }
        return String.join(System.lineSeparator(), lines);
    }

    /** How flood control distorted the result, in a sentence. */
    public String flood() {
        return TEXTS.say("report.flood");
    }

    private static String cast(Plan plan) {
        return plan.isRoom()
                ? TEXTS.say("cast.room", grouped(plan.members()), grouped(plan.senders()))
                : TEXTS.count("cast.pairs", plan.senders(), grouped(plan.senders()));
    }

    private String throughput(Plan plan) {
        String perSecond = grouped(result.perSecond());
        return plan.isRoom()
                ? TEXTS.say("report.throughput.room", perSecond, grouped(result.perSecond() / plan.copies()))
                : TEXTS.say("report.throughput.pairs", perSecond);
    }

    private String latency() {
        Latencies latencies = result.latencies();
        if (latencies.count() == 0) {
            return TEXTS.say("report.nothing");
        }
        Map<String, Long> times = new LinkedHashMap<>();
        times.put("p50", latencies.within(0.5));
        times.put("p95", latencies.within(0.95));
        times.put("p99", latencies.within(0.99));
        times.put("p99.9", latencies.within(0.999));
        times.put("max", latencies.max());
        return times.entrySet().stream()
                .map(time -> time.getKey() + " " + format("%.2f", time.getValue() / MILLI))
                .collect(Collectors.joining(", ", "", " " + TEXTS.say("report.ms")));
    }

    /** One JSON object in one line. */
    public String json() {
        Plan plan = result.plan();
        Result.Losses losses = result.losses();
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

    private static String grouped(long number) {
        return format("%,d", number);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
