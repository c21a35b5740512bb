package chat.jim.client.moderation;

import chat.jim.client.command.ConsoleCommand;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Role;
import chat.jim.protocol.action.Action;
import chat.jim.protocol.action.RoomAction;
import chat.jim.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the requests about somebody in a room of what was typed. */
final class PersonRequest {
    private static final Texts TEXTS = Texts.of(PersonRequest.class);

    private PersonRequest() {}

    /**
     * The request of a command, given its time.
     *
     * @throws ProtocolException 400 if what was typed is no name, or too little or too much
     */
    static LongFunction<Action> of(ConsoleCommand command, Target target) {
        List<String> words = target.words();
        int most = switch (command) {
            case INVITE, UNBAN, UNMUTE -> 1;
            case GRANT, REVOKE -> 2;
            default -> Integer.MAX_VALUE;
        };
        if (words.isEmpty() || words.size() > most) {
            throw Usage.of(command);
        }
        Address person = Address.account(words.get(0));
        Address room = target.room();
        String rest = target.rest().substring(words.get(0).length()).strip();
        return switch (command) {
            case INVITE -> time -> new RoomAction.Invite(time, room, person);
            case UNBAN -> time -> new RoomAction.Unban(time, room, person);
            case UNMUTE -> time -> new RoomAction.Unmute(time, room, person);
            case GRANT -> {
                Role role = role(command, rest);
                yield time -> new RoomAction.Grant(time, room, person, role);
            }
            case REVOKE -> {
                Role role = role(command, rest);
                yield time -> new RoomAction.Revoke(time, room, person, role);
            }
            case KICK -> {
                String reason = reason(command, Sanction.reason(rest));
                yield time -> new RoomAction.Kick(time, room, person, reason);
            }
            case BAN -> {
                Sanction ban = Sanction.of(rest);
                String reason = reason(command, ban.reason());
                yield time -> new RoomAction.Ban(time, room, person, ban.seconds(), reason);
            }
            case MUTE -> {
                Sanction mute = Sanction.of(rest);
                String reason = reason(command, mute.reason());
                yield time -> new RoomAction.Mute(time, room, person, mute.seconds(), reason);
            }
            default -> throw new IllegalArgumentException(command.word());
        };
    }

    private static Role role(ConsoleCommand command, String word) {
        return Stream.of(Role.values())
                .filter(role -> role.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Usage.of(command));
    }

    /** Who types a room behind the name means that room, and not the one of the talk. */
    private static @Nullable String reason(ConsoleCommand command, @Nullable String reason) {
        if (reason != null && reason.startsWith("#")) {
            throw ProtocolException.badRequest(TEXTS.say("room.first", command.word()));
        }
        return reason;
    }
}
