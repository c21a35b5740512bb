package chat.jim.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Cuts a text that is too long for one object into pieces: between words, or else between characters. */
public final class Pieces {
    private static final String SEAM = " \u2026";

    private Pieces() {}

    /** The pieces, each of which fits; all but the last end with {@code …}. One character always fits. */
    public static List<String> of(String text, Predicate<String> fits) {
        List<String> pieces = new ArrayList<>();
        String rest = text;
        while (!fits.test(rest)) {
            int end = end(rest, fits);
            pieces.add(rest.substring(0, end).stripTrailing() + SEAM);
            rest = rest.substring(end);
        }
        pieces.add(rest);
        return pieces;
    }

    /** As much of the text as fits; words may be cut. Ends with {@code …} if that is not all. */
    public static String beginning(String text, Predicate<String> fits) {
        return fits.test(text) ? text : text.substring(0, endOfCharacter(text, longest(text, fits))) + SEAM;
    }

    /** Where the first piece ends. */
    private static int end(String text, Predicate<String> fits) {
        int end = longest(text, fits);
        int word = lastBreak(BreakIterator.getLineInstance(Locale.ROOT), text, end);
        return text.substring(0, word).isBlank() ? endOfCharacter(text, end) : word;
    }

    /** Where the text ends that fits with a seam, if it ends between any two code points. */
    private static int longest(String text, Predicate<String> fits) {
        int fitting = 1;
        int tooLong = text.codePointCount(0, text.length());
        while (tooLong - fitting > 1) {
            int middle = (fitting + tooLong) / 2;
            if (fits.test(text.substring(0, text.offsetByCodePoints(0, middle)) + SEAM)) {
                fitting = middle;
            } else {
                tooLong = middle;
            }
        }
        return text.offsetByCodePoints(0, fitting);
    }

    /** The last end of a character as people see it, or if there is none, that place itself. */
    private static int endOfCharacter(String text, int end) {
        int character = lastBreak(BreakIterator.getCharacterInstance(Locale.ROOT), text, end);
        return character > 0 ? character : end;
    }

    private static int lastBreak(BreakIterator breaks, String text, int end) {
        breaks.setText(text);
        return breaks.preceding(end + 1);
    }
}
