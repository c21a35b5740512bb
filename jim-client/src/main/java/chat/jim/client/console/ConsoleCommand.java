package chat.jim.client.console;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a person can type: the word, what may follow it, and what it does. */
enum ConsoleCommand {
    MESSAGE("[NAME or #ROOM [TEXT]]", "send a message; asks for what you leave out"),
    JOIN("#ROOM", "enter a room, or make it"),
    LEAVE("#ROOM", "leave a room"),
    WHO("[#ROOM]", "who is online, or in a room"),
    ROOMS("", "which rooms there are"),
    REGISTER("", "keep your name: make it an account with a password"),
    LOGIN("NAME", "log in to an account, before you are online"),
    CONTACTS("", "which accounts you want to hear of"),
    ADD("NAME", "hear of it when this account comes and goes"),
    REMOVE("NAME", "hear of it no more"),
    HELP("", "show this list"),
    EXIT("", "leave");

    private final String arguments;
    private final String description;

    ConsoleCommand(String arguments, String description) {
        this.arguments = arguments;
        this.description = description;
    }

    /** The command of that word, or null. */
    static @Nullable ConsoleCommand of(String word) {
        for (ConsoleCommand command : values()) {
            if (command.word().equalsIgnoreCase(word)) {
                return command;
            }
        }
        return null;
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its line in the list of commands. */
    String help() {
        return String.format(Locale.ROOT, "  %-31s %s", (word() + " " + arguments).strip(), description);
    }
}
