package chat.jim.server.store.month;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words that somebody looks for, as an expression of FTS5. It has only letters and digits of what was typed, so that
 * nothing in it is taken for syntax. A word finds all that begin with it, and a Russian one also its other endings; in quotes
 * it finds only itself.
 */
public final class SearchWords {
    /** More would find nothing else, and take long. */
    private static final int MOST = 30;

    /** A part of the text in quotes, of which the last one may be missing, or a part without. */
    private static final Pattern PART = Pattern.compile("[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]?|[^\"“”„«»]+");

    /** What FTS5 takes for a word, too: letters, with their marks, and digits. */
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{Co}][\\p{L}\\p{N}\\p{Co}\\p{M}]*");

    private static final Pattern CYRILLIC = Pattern.compile("[а-я]{5,}");

    /** It is found where it is longest, since that begins first. */
    private static final Pattern ENDING =
            Pattern.compile("(ами|ями|ого|его|ому|ему|ыми|ими|ах|ях|ов|ев|ей|ой|ый|ий|ая|яя|ое|ее|ы|и|а|я|у|ю|е|о|ь)$");

    /** What is left of a word has that many letters at least. */
    private static final int LEAST = 3;

    private SearchWords() {}

    /** A text as it is in the index: FTS5 itself folds the case, but does not take ё for е, nor two characters for one й. */
    static String indexed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).replace('ё', 'е').replace('Ё', 'Е');
    }

    /** The expression for what was typed; empty if there is no word in it. */
    public static String expression(String typed) {
        List<String> terms = new ArrayList<>();
        Matcher part = PART.matcher(indexed(typed));
        while (part.find()) {
            if (part.group(1) != null) {
                List<String> words = words(part.group(1));
                if (!words.isEmpty()) {
                    terms.add('"' + String.join(" ", words) + '"');
                }
            } else {
                words(part.group()).forEach(word -> terms.add(term(word)));
            }
        }
        return String.join(" AND ", terms.subList(0, Math.min(terms.size(), MOST)));
    }

    private static List<String> words(String text) {
        return WORD.matcher(text).results().map(word -> word.group()).toList();
    }

    /** All words begin with a single letter: that one finds only itself. */
    private static String term(String word) {
        boolean single = word.codePointCount(0, word.length()) == 1;
        return '"' + stem(word) + (single ? "\"" : "\"*");
    }

    private static String stem(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (!CYRILLIC.matcher(lower).matches()) {
            return word;
        }
        String stem = ENDING.matcher(lower).replaceFirst("");
        return stem.length() < LEAST ? lower : stem;
    }
}
