package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of metrics as Prometheus reads it: fails if it is not in the form. */
final class Scrape {
    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) ([a-z][a-z0-9_]*) (\\S.*)");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-z][a-z0-9_]*)(\\{(?:[a-z]+=\"[^\"]*\",?)+})? (NaN|[+-]?[0-9]+(?:\\.[0-9]+)?)");

    private final Map<String, String> helps = new HashMap<>();
    private final Map<String, String> types = new HashMap<>();
    private final Map<String, Double> samples = new LinkedHashMap<>();
    private final Set<String> ended = new HashSet<>();
    private String current = "";

    Scrape(String page) {
        assertThat(page).endsWith("\n");
        page.lines().forEach(this::read);
    }

    private void read(String line) {
        Matcher comment = COMMENT.matcher(line);
        if (comment.matches()) {
            Map<String, String> known = comment.group(1).equals("HELP") ? helps : types;
            assertThat(known.put(comment.group(2), comment.group(3))).as(line).isNull();
            begin(comment.group(2));
            return;
        }
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        String name = sample.group(1);
        String labels = sample.group(2) == null ? "" : sample.group(2);
        assertThat(family(name)).as(line).isEqualTo(current);
        assertThat(samples.put(name + labels, Double.valueOf(sample.group(3))))
                .as(line)
                .isNull();
    }

    /** All lines of a metric stand together. */
    private void begin(String name) {
        if (!name.equals(current)) {
            assertThat(ended.add(current)).isTrue();
            assertThat(ended).doesNotContain(name);
            current = name;
        }
    }

    /** The metric to which a sample belongs. */
    private String family(String sample) {
        String parts = sample.replaceFirst("_(bucket|sum|count)$", "");
        return types.containsKey(sample) ? sample : parts;
    }

    /** Metrics by their names, with their types. */
    Map<String, String> types() {
        assertThat(types.keySet()).isEqualTo(helps.keySet());
        return types;
    }

    /** The names of all samples. */
    Set<String> names() {
        Set<String> names = new HashSet<>();
        samples.keySet().forEach(series -> names.add(series.replaceFirst("\\{.*", "")));
        return names;
    }

    /** The value of a sample, which must be there. */
    double value(String series) {
        assertThat(samples).containsKey(series);
        return samples.get(series);
    }
}
