package chat.jim.server.moderation;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Role;
import chat.jim.server.room.TimeSpan;
import chat.jim.server.store.AccountKey;
import org.jspecify.annotations.Nullable;

/**
 * The words for what is done in rooms (PROTOCOL.md, section 13). In a notice the name of who did it stands before them, and
 * {@code whom} is a name or {@code you}.
 */
final class Deeds {
    private Deeds() {}

    /** Somebody was given a role. */
    static String gave(Role role, String whom, Address room) {
        return role == Role.VOICE ? "gave " + whom + " voice in " + room : "made " + whom + " " + noun(role) + room;
    }

    /** A role was taken from somebody. */
    static String took(Role role, String whom, Address room) {
        return role == Role.MEMBER ? "removed " + whom + " from the members of " + room : gave(Role.MEMBER, whom, room);
    }

    /** Somebody has a role. */
    static String has(Role role, Address whom, Address room) {
        return whom + (role == Role.VOICE ? " has voice in " : " is " + noun(role)) + room + ".";
    }

    /** Somebody has a role no more. */
    static String left(Role role, Address whom, Address room) {
        return role == Role.MEMBER ? whom + " is no longer a member of " + room + "." : has(Role.MEMBER, whom, room);
    }

    /** Somebody does not have a role that is to be taken away. */
    static ProtocolException hasNot(Role role, Address whom, Address room) {
        String what = role == Role.VOICE ? " has no voice in " : " is no " + role.word() + " of ";
        return new ProtocolException(Code.NOT_FOUND, whom + what + room + ".");
    }

    private static String noun(Role role) {
        return (role == Role.OWNER ? "an " : "a ") + role.word() + " of ";
    }

    /** Somebody owns a room, since there is no other owner any more. */
    static String owns(AccountKey owner, Address room) {
        return owner.name() + " owns " + room + " now";
    }

    /**
     * For how long, and why.
     *
     * @param seconds null if there is no end
     * @param reason null or empty if none is given
     */
    static String because(@Nullable Long seconds, @Nullable String reason) {
        return (seconds == null ? "" : " for " + TimeSpan.words(seconds))
                + (reason == null || reason.isEmpty() ? "" : ": " + reason);
    }
}
