package chat.jim.client.console;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A typed line, understood: a command with what follows its word, or text for whom one talks to, or neither of both.
 *
 * @param command null for text, and for a word that is no command
 * @param word the first word, without the slash; empty for text
 * @param rest the text, or what follows the word
 */
record Typed(@Nullable ConsoleCommand command, String word, String rest) {
    /** Understands a line where plain lines are not text for anybody. A command's word may have a slash before it. */
    static Typed command(String line) {
        String[] words = line.substring(line.startsWith("/") ? 1 : 0).split("\\s+", 2);
        return new Typed(ConsoleCommand.of(words[0]), words[0], words.length > 1 ? words[1].strip() : "");
    }

    /**
     * Understands a line in a talk. It is text, unless it begins with a slash (two make one that is text), or can hardly
     * be meant otherwise than as a command: the word alone, with a room or the name of somebody known behind it, or a
     * reply, which must not go to those one talks to.
     *
     * @param isOnline whether somebody is known by that name
     */
    static Typed inTalk(String line, Predicate<String> isOnline) {
        if (line.startsWith("//")) {
            return text(line.substring(1));
        }
        Typed typed = command(line);
        return line.startsWith("/") || typed.isPlainlyCommand(isOnline) ? typed : text(line);
    }

    private static Typed text(String line) {
        return new Typed(null, "", line);
    }

    boolean isText() {
        return word.isEmpty();
    }

    private boolean isPlainlyCommand(Predicate<String> isOnline) {
        if (command == null) {
            return false;
        }
        if (rest.isEmpty() || command == ConsoleCommand.REPLY) {
            return true;
        }
        String[] words = rest.split("\\s+", 2);
        if (words.length > 1 && command != ConsoleCommand.MESSAGE) {
            return false;
        }
        return words[0].startsWith("#")
                ? command.argument().mayBeRoom()
                : command.argument().mayBeAccount() && isOnline.test(words[0]);
    }
}
