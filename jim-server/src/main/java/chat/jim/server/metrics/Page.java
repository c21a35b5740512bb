package chat.jim.server.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page with everything that a server has counted. Put it together first; then it may be read from any thread. */
public final class Page {
    private static final Logger LOG = LoggerFactory.getLogger(Page.class);

    private final List<Consumer<Sheet>> sections = new ArrayList<>();

    private Page() {}

    /** That of a server with these parts. */
    public static Page of(Parts parts) {
        Page page = new Page();
        page.sections.add(new PeopleSection(parts)::write);
        page.sections.add(new TrafficSection(parts.context())::write);
        page.sections.add(new StoreSection(parts)::write);
        page.sections.add(new ProcessSection()::write);
        page.sections.add(LogSection.install()::write);
        return page;
    }

    /** Adds a number that goes up and down, and returns the page. It is asked at each reading; it must not wait. */
    public Page gauge(String name, String help, DoubleSupplier value) {
        sections.add(sheet -> sheet.gauge(name, help, value.getAsDouble()));
        return this;
    }

    /** Adds a number that only goes up, with a name that ends with {@code _total}, and returns the page. */
    public Page counter(String name, String help, DoubleSupplier value) {
        sections.add(sheet -> sheet.counter(name, help, value.getAsDouble()));
        return this;
    }

    /** The page as it is now, in the text format of Prometheus. What cannot be found out is left out. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Consumer<Sheet> section : sections) {
            Sheet sheet = new Sheet();
            try {
                section.accept(sheet);
            } catch (RuntimeException e) {
                LOG.debug("A part of the metrics is left out", e);
            }
            text.append(sheet);
        }
        return text.toString();
    }
}
