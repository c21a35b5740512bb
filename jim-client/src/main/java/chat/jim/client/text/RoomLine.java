package chat.jim.client.text;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.Role;
import chat.jim.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a room is, in one line of {@link SafeText}. */
public final class RoomLine {
    private static final Texts TEXTS = Texts.of(RoomLine.class);

    private RoomLine() {}

    /**
     * The line for an answer that says what the room is; none if it does not, or if the user has made a room that nobody
     * owns.
     */
    public static Optional<String> of(Address room, Response answer, @Nullable Address user) {
        Long members = answer.number(Detail.MEMBERS);
        boolean isBare = answer.code().equals(Code.CREATED) && answer.text(Detail.OWNER) == null;
        if (answer.code().isError() || members == null || isBare) {
            return Optional.empty();
        }
        List<String> facts = new ArrayList<>();
        facts.add(TEXTS.say("room.here", members));
        facts.addAll(order(answer, user));
        if (answer.is(Detail.PRIVATE)) {
            facts.add(TEXTS.say("room.private"));
        }
        if (answer.is(Detail.MODERATED)) {
            facts.add(TEXTS.say("room.moderated"));
        }
        String topic = answer.text(Detail.TOPIC);
        String name = SafeText.name(room);
        String what = String.join(", ", facts);
        return Optional.of(topic == null ? name + ": " + what : name + ": " + SafeText.isolated(topic) + " -- " + what);
    }

    /** Who owns it, and what the user is in it. */
    private static List<String> order(Response answer, @Nullable Address user) {
        List<String> order = new ArrayList<>();
        String owner = answer.text(Detail.OWNER);
        String role = String.valueOf(answer.text(Detail.ROLE));
        boolean isOwn = owner != null && user != null && owner.equalsIgnoreCase(user.toString());
        if (isOwn) {
            order.add(TEXTS.say("room.own"));
        } else if (owner != null) {
            order.add(TEXTS.say("room.owner", SafeText.of(owner)));
        }
        if (role.equals(Role.OWNER.word()) && !isOwn) {
            order.add(TEXTS.say("room.own.too"));
        } else if (role.equals(Role.MODERATOR.word())) {
            order.add(TEXTS.say("room.moderator"));
        } else if (role.equals(Role.VOICE.word()) && answer.is(Detail.MODERATED)) {
            order.add(TEXTS.say("room.voice"));
        }
        return order;
    }
}
