package chat.jim.client.console;

import chat.jim.protocol.Address;
import org.jspecify.annotations.Nullable;

/**
 * A typed line, understood.
 *
 * @param command null if it is no command
 * @param word the command's word without its slash, also where there is no such command; empty for text
 * @param rest the text, or what follows the word
 */
record TypedLine(Kind kind, @Nullable ConsoleCommand command, String word, String rest) {
    /** What a line can be. */
    enum Kind {
        COMMAND,
        /** Its word is no command's. */
        UNKNOWN,
        /** For whom one talks to. */
        TEXT,
        /** The same, but it may have been meant as a command. */
        DOUBTFUL
    }

    /** Understands a line where plain lines are not text for anybody. A command's word may have a slash before it. */
    static TypedLine command(String line) {
        String[] words = line.substring(line.startsWith("/") ? 1 : 0).split("\\s+", 2);
        String word = words[0].isEmpty() ? "/" : words[0];
        ConsoleCommand command = ConsoleCommand.of(word);
        String rest = words.length > 1 ? words[1].strip() : "";
        return new TypedLine(command == null ? Kind.UNKNOWN : Kind.COMMAND, command, word, rest);
    }

    /** Understands a line in a talk: it is text, unless it begins with a slash (two make one that is text), or is talk. */
    static TypedLine inTalk(String line) {
        if (line.startsWith("//")) {
            return new TypedLine(Kind.TEXT, null, "", line.substring(1));
        }
        TypedLine typed = command(line);
        if (line.startsWith("/") || (typed.command == ConsoleCommand.TALK && typed.rest.isEmpty())) {
            return typed;
        }
        return new TypedLine(typed.looksLikeCommand() ? Kind.DOUBTFUL : Kind.TEXT, null, "", line);
    }

    /** The word alone, with a room, or with what could be meant for one person only. */
    private boolean looksLikeCommand() {
        if (command == null) {
            return false;
        }
        return switch (command) {
            case MESSAGE, REPLY, LOGIN, REGISTER -> true;
            default -> rest.isEmpty() || (command.argument().mayBeRoom() && rest.startsWith("#"));
        };
    }

    /** Whether it must not be kept: text for one person, and what may be such, or hold a password. */
    boolean isPrivate(@Nullable Address talk) {
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
            case REPLY, REGISTER, LOGIN -> true;
            default -> false;
        };
    }
}
