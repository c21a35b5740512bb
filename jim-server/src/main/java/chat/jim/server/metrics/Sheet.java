package chat.jim.server.metrics;

import chat.jim.server.measure.Histogram;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;

/** The text of a page while it is written: version 0.0.4 of the format of Prometheus. For one thread. */
final class Sheet {
    private static final String SECONDS = "_seconds";

    private final StringBuilder text = new StringBuilder(16 * 1024);

    /** The same for a whole number. */
    void gauge(String name, String help, long value) {
        single(name, help, "gauge", (double) value);
    }

    /** A number that goes up and down. */
    void gauge(String name, String help, double value) {
        single(name, help, "gauge", value);
    }

    /** One number for each value of a label. */
    void gauge(String name, String help, String label, Map<String, ? extends Number> values) {
        several(name, help, "gauge", label, values);
    }

    /** The same for a whole number. */
    void counter(String name, String help, long value) {
        single(name, help, "counter", (double) value);
    }

    /** A number that only goes up; its name ends with {@code _total}. */
    void counter(String name, String help, double value) {
        single(name, help, "counter", value);
    }

    /** One such number for each value of a label. */
    void counter(String name, String help, String label, Map<String, ? extends Number> values) {
        several(name, help, "counter", label, values);
    }

    /** How often something took how many seconds. */
    void histogram(String name, String help, Histogram histogram) {
        head(name, help, "histogram");
        long[] counts = histogram.cumulative();
        for (int i = 0; i < counts.length; i++) {
            String bound = i < Histogram.BOUNDS.size() ? number(Histogram.BOUNDS.get(i)) : "+Inf";
            line(name + "_bucket{le=\"" + bound + "\"}", (double) counts[i]);
        }
        line(name + "_sum", histogram.seconds());
        line(name + "_count", (double) counts[counts.length - 1]);
    }

    /** How often something has happened, and how many seconds that took in all, by the values of a label. */
    void summary(String name, String help, String label, Map<String, Long> counts, Map<String, Double> seconds) {
        head(name + SECONDS, help, "summary");
        counts.forEach((value, count) -> {
            line(name + SECONDS + "_count" + labels(Map.of(label, value)), count);
            line(name + SECONDS + "_sum" + labels(Map.of(label, value)), seconds.getOrDefault(value, 0.0));
        });
    }

    /** A 1 that carries labels. */
    void info(String name, String help, Map<String, String> labels) {
        head(name, help, "gauge");
        line(name + labels(labels), 1);
    }

    private void single(String name, String help, String type, double value) {
        head(name, help, type);
        line(name, value);
    }

    private void several(String name, String help, String type, String label, Map<String, ? extends Number> values) {
        head(name, help, type);
        values.forEach((key, value) -> line(name + labels(Collections.singletonMap(label, key)), value.doubleValue()));
    }

    private void head(String name, String help, String type) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void line(String series, double value) {
        text.append(series).append(' ').append(number(value)).append('\n');
    }

    private static String labels(Map<String, String> labels) {
        StringBuilder list = new StringBuilder("{");
        labels.forEach((label, value) -> list.append(list.length() > 1 ? "," : "")
                .append(label)
                .append("=\"")
                .append(escaped(value))
                .append('"'));
        return list.append('}').toString();
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** Without an exponent, which people do not read. */
    private static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "NaN";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : BigDecimal.valueOf(value).toPlainString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
