package chat.jim.client.moderation;

import chat.jim.client.JimClient;
import chat.jim.client.command.RoomArguments;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.text.Texts;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The room that a command is about, and what else was typed: the room is the one that was named first, or that of the talk,
 * or the only one that the user is in.
 */
record Target(Address room, String rest) {
    private static final Texts TEXTS = Texts.of(Target.class);

    /**
     * Finds the room.
     *
     * @param word the command, for what is said if there is no room
     * @throws ProtocolException 400 if it is not clear which one, or what was named is no room
     */
    static Target of(String word, RoomArguments typed, @Nullable Address talk, JimClient client) {
        if (typed.room() != null) {
            return new Target(Address.room(typed.room()), typed.rest());
        }
        if (talk != null && talk.isRoom()) {
            return new Target(talk, typed.rest());
        }
        client.awaitAnswers(); // a script may just have entered one
        Set<Address> rooms = client.rooms();
        if (rooms.size() != 1) {
            String example = (word + " #tea " + typed.rest()).strip();
            throw ProtocolException.badRequest(TEXTS.say("room.which", example));
        }
        return new Target(rooms.iterator().next(), typed.rest());
    }

    /** The words of the rest; none if it is empty. */
    List<String> words() {
        return new RoomArguments(null, rest).words();
    }
}
