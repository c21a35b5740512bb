package chat.jim.client.command;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The words of IRC for a role that is given or taken: with them a command has its last argument already. */
final class Shorthand {
    private static final Map<String, String> WORDS = Map.of(
            "op", "grant moderator",
            "deop", "revoke moderator",
            "voice", "grant voice",
            "devoice", "revoke voice");

    private Shorthand() {}

    /** The word of the command that this one stands for; itself if it is none of these. */
    static String command(String word) {
        return WORDS.getOrDefault(key(word), word).split(" ", 2)[0];
    }

    /** What follows that command's word, if this followed the word of IRC. */
    static String arguments(String word, String rest) {
        String meaning = WORDS.get(key(word));
        return meaning == null || rest.isEmpty() ? rest : rest + " " + meaning.split(" ", 2)[1];
    }

    /** The words that stand for a command, in order. */
    static Stream<String> of(String command) {
        return WORDS.keySet().stream()
                .filter(word -> command(word).equals(command))
                .sorted();
    }

    private static String key(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
