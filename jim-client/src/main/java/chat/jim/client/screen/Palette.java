package chat.jim.client.screen;

import chat.jim.client.text.SafeText;
import java.util.List;
import java.util.Locale;

/**
 * The colours of the chat, or none. They are taken from the terminal's own palette, which its user can read. Names are made
 * safe here: even a valid one may have more marks on a letter than fit into its row.
 */
public final class Palette {
    /** No colours. */
    static final Palette NONE = new Palette(false);

    private static final String RESET = "\u001B[0m";

    /** Without red, which marks errors, and without black and white, one of which is the background. */
    private static final List<String> NAMES = List.of("32", "33", "34", "35", "36", "92", "93", "94", "95", "96");

    private final boolean colored;

    /** With colours or without. */
    public Palette(boolean colored) {
        this.colored = colored;
    }

    /** A user's name, in a colour that depends on the name. */
    String name(String name) {
        int hash = name.toLowerCase(Locale.ROOT).hashCode();
        return paint(SafeText.isolated(name), NAMES.get(Math.floorMod(hash * 31 + (hash >>> 16), NAMES.size())));
    }

    String room(String room) {
        return paint(SafeText.isolated(room), "1");
    }

    /** What should not attract attention: times, notices. */
    String quiet(String text) {
        return paint(text, "90");
    }

    /** What a person should not miss. */
    String important(String text) {
        return paint(text, "1;33");
    }

    /** What went wrong. */
    String error(String text) {
        return paint(text, "1;31");
    }

    private String paint(String text, String color) {
        return colored ? "\u001B[" + color + "m" + text + RESET : text;
    }
}
