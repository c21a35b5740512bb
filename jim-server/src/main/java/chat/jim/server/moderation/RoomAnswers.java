package chat.jim.server.moderation;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.Role;
import chat.jim.server.peer.Holder;
import chat.jim.server.room.Rights;
import chat.jim.server.room.Room;
import chat.jim.server.store.RoomStore.Ban;
import chat.jim.server.store.RoomStore.Kept;
import chat.jim.server.store.RoomStore.Member;
import chat.jim.server.store.RoomStore.Sanction;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says what a room is, and who is what in it (PROTOCOL.md, section 13). From any thread. */
public final class RoomAnswers {
    private RoomAnswers() {}

    /** The answer with what the room is, for that reader. */
    public static Response described(Response answer, Room room, Holder reader) {
        Kept settings = room.settings();
        Role role = room.rights().role(reader);
        Address owner = room.rights().owner();
        return answer.with(Detail.ROLE, role == null ? null : role.word())
                .with(Detail.MEMBERS, room.size())
                .with(Detail.OWNER, owner == null ? null : owner.toString())
                .with(Detail.TOPIC, topic(settings))
                .with(Detail.PRIVATE, settings.isPrivate() ? true : null)
                .with(Detail.MODERATED, settings.moderated() ? true : null);
    }

    /** The part of a list of rooms. */
    public static Response inList(Room room, long time) {
        return part(room, time).with(Detail.MEMBERS, room.size()).with(Detail.TOPIC, topic(room.settings()));
    }

    private static @Nullable String topic(Kept settings) {
        return settings.topic().isEmpty() ? null : settings.topic();
    }

    private static Response part(Room room, long time) {
        return new Response(Code.ACCEPTED, time, null)
                .with(Detail.ROOM, room.name().toString());
    }

    /**
     * The parts that say who is what in a room.
     *
     * @param all whether the members and those who may not enter or speak are among them
     * @param now the time that tells what is over, in UNIX seconds
     */
    public static Stream<Response> roles(Room room, boolean all, long now, long time) {
        Rights rights = room.rights();
        Role least = all ? Role.MEMBER : Role.VOICE;
        Stream<Response> accounts = rights.members()
                .filter(member -> member.role().includes(least))
                .sorted(Comparator.comparing(Member::role).reversed())
                .map(member ->
                        about(room, time, member.account().name(), member.role().word()));
        Stream<Response> guests = rights.guests().entrySet().stream()
                .filter(guest -> guest.getValue().includes(least))
                .flatMap(guest -> Stream.ofNullable(guest.getKey().name())
                        .map(name -> about(room, time, name, guest.getValue().word())));
        Stream<Response> sanctions = all
                ? Stream.of(Ban.values())
                        .flatMap(ban -> rights.sanctions(ban, now))
                        .map(sanction -> about(room, time, sanction, now))
                        .distinct() // a guest who has registered meanwhile
                : Stream.empty();
        return Stream.of(accounts, guests, sanctions).flatMap(parts -> parts);
    }

    private static Response about(Room room, long time, Address name, String role) {
        return part(room, time).with(Detail.USER_ID, name.toString()).with(Detail.ROLE, role);
    }

    private static Response about(Room room, long time, Sanction sanction, long now) {
        String role = sanction.ban() == Ban.ENTER ? Detail.BANNED : Detail.MUTED;
        return about(room, time, sanction.name(), role)
                .with(Detail.SECONDS, sanction.until() == Long.MAX_VALUE ? null : sanction.until() - now)
                .with(Detail.REASON, sanction.reason().isEmpty() ? null : sanction.reason());
    }
}
