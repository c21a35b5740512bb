package chat.jim.client.screen;

import chat.jim.client.text.SafeText;
import java.util.List;
import java.util.Locale;

/** The colours of the console, or none: those of the terminal's own palette, which its owner can read. */
public final class Palette {
    private static final String RESET = "\u001B[0m";

    /** Without red, which is for errors, and without black and white, of which one is the background. */
    private static final List<String> NAMES = List.of("32", "33", "34", "35", "36", "92", "93", "94", "95", "96");

    private final boolean colored;

    public Palette(boolean colored) {
        this.colored = colored;
    }

    /** Somebody's name, each in a colour of its own as far as there are enough. */
    String name(String name) {
        int hash = name.toLowerCase(Locale.ROOT).hashCode();
        return paint(shown(name), NAMES.get(Math.floorMod(hash * 31 + (hash >>> 16), NAMES.size())));
    }

    /** A room's name. */
    String room(String room) {
        return paint(shown(room), "1");
    }

    /** Also a name that the rules allow may have more marks on a letter than its row has room for. */
    private static String shown(String name) {
        return SafeText.isolated(SafeText.of(name));
    }

    /** What is there, but not to be noticed: times, notices. */
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
