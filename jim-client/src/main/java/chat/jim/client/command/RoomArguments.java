package chat.jim.client.command;

import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What follows the word of a command about a room: the room, which begins with {@code #} and may be left out, and the rest,
 * cut into words.
 *
 * @param room the first word if it is a room; else null
 * @param rest what follows
 */
public record RoomArguments(@Nullable String room, String rest) {
    private static final List<String> SWITCH = List.of("on", "off");

    /** Reads what was typed behind the command's word. */
    public static RoomArguments of(String typed) {
        String[] words = typed.strip().split("\\s+", 2);
        return words[0].startsWith("#")
                ? new RoomArguments(words[0], words.length > 1 ? words[1] : "")
                : new RoomArguments(null, typed.strip());
    }

    /** The words of the rest; no word if it is empty. */
    public List<String> words() {
        return rest.isEmpty() ? List.of() : Arrays.asList(rest.split("\\s+"));
    }

    /** Whether that may follow the word of that command, so that both are no sentence. */
    boolean areFor(ConsoleCommand command) {
        List<String> words = words();
        if (words.isEmpty()) {
            return true; // the word alone
        }
        return switch (command) {
            case PRIVATE, MODERATED, KEEP, HIDDEN ->
                words.size() == 1 && SWITCH.contains(words.get(0).toLowerCase(Locale.ROOT));
            case GRANT, REVOKE ->
                isPerson(rest) || (words.size() == 2 && isPerson(words.get(0)) && isRole(words.get(1)));
            case INVITE ->
                isPerson(rest)
                        || (words.size() == 2
                                && isPerson(words.get(0))
                                && words.get(1).startsWith("#"));
            case UNBAN, UNMUTE -> isPerson(rest);
            default -> isPerson(words.get(0));
        };
    }

    private static boolean isRole(String word) {
        return Stream.of(Role.values()).anyMatch(role -> role.word().equalsIgnoreCase(word));
    }

    private static boolean isPerson(String word) {
        try {
            Address.account(word);
            return true;
        } catch (ProtocolException e) {
            return false;
        }
    }
}
