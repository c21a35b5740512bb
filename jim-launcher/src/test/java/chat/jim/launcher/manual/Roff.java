package chat.jim.launcher.manual;

import java.util.Locale;

/** Writes a page in roff, with the macros of man(7). Whatever a text contains, it is shown as it is. */
final class Roff {
    private final StringBuilder page = new StringBuilder();

    Roff(String title, int section, String version) {
        // Without a date: two builds of one commit give the same bytes.
        page.append(".TH \"%s\" %d \"\" \"JIM %s\" \"JIM for Java\"%n"
                .formatted(escaped(title.toUpperCase(Locale.ROOT)), section, version));
    }

    Roff section(String heading) {
        page.append(".SH ").append(escaped(heading)).append('\n');
        return this;
    }

    Roff subsection(String heading) {
        page.append(".SS ").append(escaped(heading)).append('\n');
        return this;
    }

    Roff paragraph(String text) {
        page.append(".PP\n");
        return text(text);
    }

    /** An entry of a list: a term that is marked up already, and what it means. */
    Roff entry(String term, String text) {
        page.append(".TP\n").append(term).append('\n');
        return text(text);
    }

    Roff text(String text) {
        page.append(escaped(text)).append('\n');
        return this;
    }

    /** A line on its own that is marked up already. */
    Roff line(String markedUp) {
        page.append(markedUp).append("\n.br\n");
        return this;
    }

    /** Adds roff that somebody has written. */
    Roff add(String roff) {
        page.append(roff);
        return this;
    }

    static String bold(String text) {
        return "\\fB" + escaped(text) + "\\fR";
    }

    static String italic(String text) {
        return "\\fI" + escaped(text) + "\\fR";
    }

    private static String escaped(String text) {
        String escaped = text.strip()
                .replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("`", "\\(ga")
                .replace("^", "\\(ha")
                .replace("~", "\\(ti");
        return escaped.startsWith(".") ? "\\&" + escaped : escaped;
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
