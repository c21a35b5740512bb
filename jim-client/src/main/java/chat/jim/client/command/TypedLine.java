package chat.jim.client.command;

import chat.jim.protocol.Address;
import org.jspecify.annotations.Nullable;

/**
 * A parsed line.
 *
 * @param command null if it is not a command
 * @param word the command's word without its slash, even if there is no such command; empty for text
 * @param rest the text, or what follows the word
 */
public record TypedLine(Kind kind, @Nullable ConsoleCommand command, String word, String rest) {
    /** What it is for. */
    public enum Kind {
        COMMAND,
        /** There is no command of that word. */
        UNKNOWN,
        /** A message to the addressee of the talk. */
        TEXT,
        /** The same, but it may have been meant as a command. */
        DOUBTFUL
    }

    /** Parses a line; in a talk, plain lines are messages to {@code talk}. */
    public static TypedLine of(String line, @Nullable Address talk) {
        return talk == null ? command(line.strip()) : inTalk(line.strip());
    }

    /** Parses a line outside a talk. A command's word may have a slash before it. */
    public static TypedLine command(String line) {
        String[] words = line.substring(line.startsWith("/") ? 1 : 0).split("\\s+", 2);
        String word = words[0].isEmpty() ? "/" : words[0];
        ConsoleCommand command = ConsoleCommand.of(word);
        String rest = words.length > 1 ? words[1].strip() : "";
        return new TypedLine(command == null ? Kind.UNKNOWN : Kind.COMMAND, command, word, rest);
    }

    /** Parses a line in a talk: it is text, unless it is {@code talk} or starts with one slash; two stand for one as text. */
    public static TypedLine inTalk(String line) {
        if (line.startsWith("//")) {
            return new TypedLine(Kind.TEXT, null, "", line.substring(1));
        }
        TypedLine typed = command(line);
        if (line.startsWith("/") || (typed.command == ConsoleCommand.TALK && typed.rest.isEmpty())) {
            return typed;
        }
        return new TypedLine(typed.looksLikeCommand() ? Kind.DOUBTFUL : Kind.TEXT, null, "", line);
    }

    /** The word alone, with a room, or with what may be meant for one person only. */
    private boolean looksLikeCommand() {
        if (command == null) {
            return false;
        }
        return switch (command) {
            case MESSAGE, REPLY, LOGIN, REGISTER, PASSWD -> true;
            default -> rest.isEmpty() || (command.argument().mayBeRoom() && rest.startsWith("#"));
        };
    }

    /** Whether the history must not keep it: it is, or may be, text for one person, or contains a password. */
    public boolean isPrivate(@Nullable Address talk) {
        return switch (kind) {
            case TEXT -> talk == null || !talk.isRoom();
            case UNKNOWN, DOUBTFUL -> true;
            case COMMAND -> isPrivateCommand();
        };
    }

    private boolean isPrivateCommand() {
        if (command == null || rest.isEmpty()) {
            return false;
        }
        return switch (command) {
            case MESSAGE -> !rest.startsWith("#");
            case REPLY, REGISTER, PASSWD, LOGIN -> true;
            default -> false;
        };
    }
}
