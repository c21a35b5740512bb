package chat.jim.client.command;

import chat.jim.text.Language;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the same keys type when the keyboard is switched from Russian to Latin letters. */
final class KeyboardLayout {
    private static final String RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбю.ё№";
    private static final String LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,./`#";

    private KeyboardLayout() {}

    /** Whether a word may have been meant in Latin letters: it has Russian ones, and so has the person's keyboard. */
    static boolean mayBeWrong(String word) {
        return Language.code().equals("ru")
                && word.toLowerCase(Locale.ROOT)
                        .chars()
                        .anyMatch(c -> RUSSIAN.indexOf(c) >= 0 && Character.isLetter(c));
    }

    /** The text with Latin letters, small ones, in place of Russian ones; other characters stay. */
    static String latin(String typed) {
        return typed.toLowerCase(Locale.ROOT)
                .chars()
                .mapToObj(c -> {
                    int key = RUSSIAN.indexOf(c);
                    return String.valueOf(key < 0 ? (char) c : LATIN.charAt(key));
                })
                .collect(Collectors.joining());
    }
}
