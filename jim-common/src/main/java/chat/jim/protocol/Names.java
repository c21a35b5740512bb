package chat.jim.protocol;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rocks.xmpp.precis.PrecisProfiles;

/** The rules for the names of accounts and rooms: which are allowed, and which are the same (PROTOCOL.md, section 4). */
final class Names {
    private static final Set<String> RESERVED = Set.of("server", "system", "admin");

    private static final String ALPHABET =
            "use letters of one script, digits, _, - and ., and begin with a letter, a digit or _.";

    private Names() {}

    /**
     * Returns the key of a name without its {@code #}: equal for two names that differ in case or normalisation only.
     *
     * @throws ProtocolException 400 if the name is not allowed
     */
    static String key(String name) {
        return isAscii(name) ? asciiKey(name) : unicodeKey(name);
    }

    static boolean reserved(String key) {
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
        String key;
        try {
            String folded = PrecisProfiles.USERNAME_CASE_MAPPED.enforce(name);
            key = Normalizer.normalize(folded, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw refused();
        }
        checkAlphabet(key);
        checkOneScript(key);
        return key;
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

    /** Accents that do not compose, and the vowel signs of Indic scripts, belong to the letter before them. */
    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static ProtocolException refused() {
        return ProtocolException.badRequest("This name is not allowed: " + ALPHABET);
    }
}
