package chat.jim.client.command;

import chat.jim.protocol.Address;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A parsed line.
 *
 * @param command what it is, or may have been meant as; null if it cannot be a command
 * @param word the command's word without its slash, even if there is no such command; empty for text
 * @param rest the text, or what follows the word
 */
public record TypedLine(Kind kind, @Nullable ConsoleCommand command, String word, String rest) {
    /** How IRC calls several commands. */
    public static final String MODE = "mode";

    /** What it is for. */
    public enum Kind {
        COMMAND,
        /** A command whose word was typed while the keyboard was switched to Russian. */
        OTHER_LAYOUT,
        /** There is no command of that word. */
        UNKNOWN,
        /** A message to the addressee of the talk; outside a talk, one to nobody. */
        TEXT,
        /** A message to the addressee of the talk, but it may have been meant as a command. */
        DOUBTFUL
    }

    /**
     * Parses a line; in a talk, plain lines are messages to {@code talk}.
     *
     * @param isKnown whether somebody or a room surely is, so that a message to it is no text for the talk
     */
    public static TypedLine of(String line, @Nullable Address talk, Predicate<Address> isKnown) {
        String stripped = line.strip();
        return talk == null ? command(stripped) : inTalk(stripped, isKnown);
    }

    /** Parses a line outside a talk. A command's word may have a slash before it; two slashes stand for one as text. */
    public static TypedLine command(String line) {
        if (line.startsWith("//")) {
            return text(line.substring(1));
        }
        boolean slash = line.startsWith("/");
        String[] words = line.substring(slash ? 1 : 0).split("\\s+", 2);
        String word = words[0].isEmpty() ? "/" : words[0];
        String rest = words.length > 1 ? words[1].strip() : "";
        ConsoleCommand command = ConsoleCommand.of(Shorthand.command(word));
        if (command != null) {
            return new TypedLine(Kind.COMMAND, command, word, Shorthand.arguments(word, rest));
        }
        ConsoleCommand meant = KeyboardLayout.mayBeWrong(word) ? ConsoleCommand.like(KeyboardLayout.latin(word)) : null;
        return meant == null
                ? new TypedLine(Kind.UNKNOWN, null, word, rest)
                : new TypedLine(Kind.OTHER_LAYOUT, meant, meant.word(), rest.replaceFirst("^№", "#"));
    }

    private static TypedLine text(String text) {
        return new TypedLine(Kind.TEXT, null, "", text);
    }

    private static TypedLine inTalk(String line, Predicate<Address> isKnown) {
        TypedLine typed = command(line);
        if (line.startsWith("/") || typed.isSurelyCommand(isKnown)) {
            return typed;
        }
        return typed.looksLikeCommand() || typed.isMode()
                ? new TypedLine(Kind.DOUBTFUL, typed.command, typed.word, line)
                : text(line);
    }

    /** Whether it is a command in a talk even without a slash. */
    private boolean isSurelyCommand(Predicate<Address> isKnown) {
        if (kind != Kind.COMMAND || command == null || !command.word().equalsIgnoreCase(word)) {
            return false;
        }
        return switch (command) {
            case TALK, HELP, EXIT -> rest.isEmpty();
            case MESSAGE -> {
                String[] words = rest.split("\\s+", 2);
                yield rest.isEmpty()
                        || (words.length > 1 && ConsoleCommand.isName(words[0]) && isKnown.test(Address.of(words[0])));
            }
            default -> false;
        };
    }

    private boolean looksLikeCommand() {
        return command != null && !isRussianWord(command) && command.canHave(rest);
    }

    /** Whether it is IRC's command for modes, of which there is none here: the word alone, or with a room or a mode. */
    public boolean isMode() {
        return word.equalsIgnoreCase(MODE) && rest.matches("([#+-].*)?");
    }

    /** On the other layout the reply's single letter is a Russian word, and so is, but for a letter, that of a ban. */
    private boolean isRussianWord(ConsoleCommand meant) {
        return kind == Kind.OTHER_LAYOUT && (meant == ConsoleCommand.REPLY || meant == ConsoleCommand.BAN);
    }

    /** The command that a doubtful line may have been meant as, with a slash, so that it is one everywhere. */
    public String asCommand() {
        String[] words = rest.split("\\s+", 2);
        return "/" + word + (words.length > 1 ? " " + words[1].replaceFirst("^№", "#") : "");
    }

    /** Whether the history must not keep it: it is, or may be, text for one person, or contains a password. */
    public boolean isPrivate(@Nullable Address talk) {
        return switch (kind) {
            case TEXT -> talk == null || !talk.isRoom();
            case UNKNOWN, DOUBTFUL, OTHER_LAYOUT -> true;
            case COMMAND -> isPrivateCommand(talk);
        };
    }

    private boolean isPrivateCommand(@Nullable Address talk) {
        if (command == null || rest.isEmpty()) {
            return false;
        }
        return switch (command) {
            case MESSAGE -> !rest.startsWith("#");
            case REPLY, REGISTER, PASSWD, LOGIN -> true;
            case ME -> talk == null || !talk.isRoom();
            default -> false;
        };
    }
}
