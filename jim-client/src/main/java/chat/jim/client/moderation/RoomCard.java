package chat.jim.client.moderation;

import chat.jim.client.text.SafeText;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.Role;
import chat.jim.text.Texts;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who is what in a room, a line for each role that somebody has. */
final class RoomCard {
    private static final Texts TEXTS = Texts.of(RoomCard.class);

    /** As on the wire, in the order in which they are shown. */
    private static final List<String> ROLES = List.of(
            Role.OWNER.word(),
            Role.MODERATOR.word(),
            Role.VOICE.word(),
            Role.MEMBER.word(),
            Detail.BANNED,
            Detail.MUTED);

    private RoomCard() {}

    /** The lines for an answer that has the roles. */
    static List<String> of(Response answer) {
        return ROLES.stream().flatMap(role -> line(role, answer)).toList();
    }

    private static Stream<String> line(String role, Response answer) {
        String people = answer.messages().stream()
                .filter(part -> role.equals(part.text(Detail.ROLE)) && part.text(Detail.USER_ID) != null)
                .map(RoomCard::person)
                .collect(Collectors.joining(", "));
        return people.isEmpty() ? Stream.empty() : Stream.of(TEXTS.say("room.role." + role, people));
    }

    /** The name, with how long a ban or a mute lasts yet, and why there is one. */
    private static String person(Response part) {
        String name = SafeText.of(Objects.requireNonNull(part.text(Detail.USER_ID)));
        Long left = part.number(Detail.SECONDS);
        String reason = part.text(Detail.REASON);
        String why = Stream.of(
                        left == null ? null : TEXTS.say("room.left", Span.of(left)),
                        reason == null ? null : SafeText.isolated(reason))
                .flatMap(Stream::ofNullable)
                .collect(Collectors.joining(": "));
        return why.isEmpty() ? name : name + " (" + why + ")";
    }
}
