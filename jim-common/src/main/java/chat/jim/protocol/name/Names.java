package chat.jim.protocol.name;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rocks.xmpp.precis.PrecisProfiles;

/** The rules for the names of accounts and rooms: which are allowed, and which are the same (PROTOCOL.md, section 4). */
public final class Names {
    private static final Set<String> RESERVED = Set.of("server", "system", "admin");

    private static final String ALPHABET =
            "use letters of one script, digits, _, - and ., and begin with a letter, a digit or _.";

    /**
     * What is shown as nothing: the first and the last of each range of Default_Ignorable_Code_Point, by
     * DerivedCoreProperties.txt of Unicode 14 to 18. Java does not know this property. Variation selectors are in it.
     */
    static final int[] INVISIBLE = {
        0xAD, 0xAD, 0x34F, 0x34F, 0x61C, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x200B, 0x200F, 0x202A,
        0x202E, 0x2060, 0x206F, 0x3164, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFEFF, 0xFFA0, 0xFFA0, 0xFFF0, 0xFFF8, 0x1BCA0,
        0x1BCA3, 0x1D173, 0x1D17A, 0xE0000, 0xE0FFF
    };

    /** Scripts whose letters are whole without marks; the marks that count as theirs are of old books. */
    private static final Set<UnicodeScript> WITHOUT_MARKS =
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.CYRILLIC, UnicodeScript.GREEK);

    private Names() {}

    /**
     * Returns the key of a name without its {@code #}: equal for two names that differ in case or normalisation only.
     *
     * @throws IllegalArgumentException if the name is not allowed; its message says what is
     */
    public static String key(String name) {
        return isAscii(name) ? asciiKey(name) : unicodeKey(name);
    }

    /** Whether nobody may take the name with that key, because it would look like the server's own. */
    public static boolean reserved(String key) {
        return RESERVED.contains(key);
    }

    private static boolean isAscii(String name) {
        return name.chars().allMatch(c -> c < 0x80);
    }

    private static String asciiKey(String name) {
        checkAlphabet(name);
        return name.toLowerCase(Locale.ROOT);
    }

    private static String unicodeKey(String name) {
        String composed = Normalizer.normalize(name, Normalizer.Form.NFKC);
        checkVisible(name);
        checkAlphabet(composed);
        checkMarks(composed);
        checkOneScript(composed);
        return folded(name);
    }

    /** The name as all its spellings have it. The small form of a Turkish capital has a mark that nobody may write. */
    static String folded(String name) {
        try {
            String folded = PrecisProfiles.USERNAME_CASE_MAPPED.enforce(name);
            return Normalizer.normalize(folded, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw refused();
        }
    }

    private static void checkVisible(String name) {
        if (name.codePoints().anyMatch(Names::isInvisible)) {
            throw refused();
        }
    }

    private static boolean isInvisible(int c) {
        for (int i = 0; i < INVISIBLE.length; i += 2) {
            if (c >= INVISIBLE[i] && c <= INVISIBLE[i + 1]) {
                return true;
            }
        }
        return false;
    }

    /** Marks stand behind a letter, or behind other marks of a letter, that is written with them. */
    private static void checkMarks(String composed) {
        int letter = '_';
        for (int c : composed.codePoints().toArray()) {
            if (!isMark(c)) {
                letter = c;
            } else if (!Character.isLetter(letter) || !hasMark(UnicodeScript.of(letter), c)) {
                throw refused();
            }
        }
    }

    /** Unicode says of Arabic vowels that they are of any script, as it says of accents. */
    private static boolean hasMark(UnicodeScript script, int mark) {
        boolean isArabicVowel = (mark >= 0x64B && mark <= 0x655) || mark == 0x670;
        return isArabicVowel
                ? script == UnicodeScript.ARABIC
                : script == UnicodeScript.of(mark) && !WITHOUT_MARKS.contains(script);
    }

    private static void checkAlphabet(String name) {
        if (name.isEmpty()) {
            throw refused();
        }
        int first = name.codePointAt(0);
        boolean good = Character.isLetterOrDigit(first) || first == '_';
        good &= name.codePoints()
                .allMatch(c -> Character.isLetterOrDigit(c) || isMark(c) || c == '_' || c == '-' || c == '.');
        if (!good) {
            throw refused();
        }
    }

    private static void checkOneScript(String name) {
        @Nullable UnicodeScript script = null;
        for (int c : name.codePoints().toArray()) {
            UnicodeScript its = UnicodeScript.of(c);
            if (its == UnicodeScript.COMMON || its == UnicodeScript.INHERITED) {
                continue;
            }
            if (script != null && script != its) {
                throw refused();
            }
            script = its;
        }
    }

    /** Vowel signs, accents and the like. */
    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static IllegalArgumentException refused() {
        return new IllegalArgumentException("This name is not allowed: " + ALPHABET);
    }
}
