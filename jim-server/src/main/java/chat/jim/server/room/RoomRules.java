package chat.jim.server.room;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Role;
import chat.jim.server.config.RoomLimits;
import chat.jim.server.peer.Holder;
import chat.jim.server.store.RoomStore.Ban;
import chat.jim.server.store.RoomStore.Sanction;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Who may know of a room, enter it, and speak there (PROTOCOL.md, sections 7 and 13). From any thread. */
public final class RoomRules {
    private final Supplier<RoomLimits> limits;
    private final InstantSource clock;

    RoomRules(Supplier<RoomLimits> limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** The time in UNIX seconds. */
    public long now() {
        return TimeUnit.MILLISECONDS.toSeconds(clock.millis());
    }

    /** Whether somebody has that role, or may do more than that. */
    public boolean has(Holder holder, Room room, Role role) {
        Role own = room.rights().role(holder);
        return holder.isOperator() || (own != null && own.includes(role));
    }

    /** Whether somebody may know that there is that room. */
    public boolean sees(Holder reader, Room room) {
        return !room.settings().isPrivate() || room.has(reader) || has(reader, room, Role.MEMBER);
    }

    /**
     * Checks that somebody may enter a room.
     *
     * @param asked the room's name as it was asked for
     * @throws ProtocolException 404 if it is private; 403 if one was banned, or kicked a moment ago
     */
    void checkMayEnter(Room room, Holder comer, Address asked) {
        if (comer.isOperator()) {
            return;
        }
        if (!sees(comer, room)) {
            throw noSuchRoom(asked);
        }
        long now = now();
        Sanction ban = room.rights().sanction(Ban.ENTER, comer, now);
        if (ban != null) {
            throw forbidden("You are banned from " + room.name(), ban, now);
        }
        Address name = comer.name();
        long pause = name == null ? 0 : room.rights().kicked(name, clock.millis());
        if (pause > 0) {
            long seconds = (pause + 999) / 1000;
            throw new ProtocolException(
                    Code.FORBIDDEN,
                    "You were kicked from " + room.name() + " a moment ago: come back in "
                            + (seconds == 1 ? "a second." : seconds + " seconds."));
        }
    }

    /**
     * Checks that a member of a room may speak there. Only a {@linkplain Room#isRestricted restricted} one needs that.
     *
     * @throws ProtocolException 403
     */
    public void checkMaySpeak(Room room, Holder speaker) {
        if (speaker.isOperator()) {
            return;
        }
        long now = now();
        Sanction mute = room.rights().sanction(Ban.SPEAK, speaker, now);
        if (mute != null) {
            throw forbidden("You are muted in " + room.name(), mute, now);
        }
        if (room.settings().moderated() && !has(speaker, room, Role.VOICE)) {
            throw new ProtocolException(
                    Code.FORBIDDEN, "Only those with voice may speak in " + room.name() + ": ask a moderator.");
        }
    }

    /** The refusal of a message from somebody whom the operator of the server has muted. */
    public static ProtocolException muted(long seconds) {
        return new ProtocolException(
                Code.FORBIDDEN, "You are muted on this server for " + TimeSpan.words(seconds) + " more.");
    }

    /** Somebody was kicked from a room. */
    public void kicked(Room room, Address name) {
        long now = clock.millis();
        room.rights().kick(name, now + limits.get().kickPause().toMillis(), now);
    }

    private static ProtocolException forbidden(String what, Sanction sanction, long now) {
        String length =
                sanction.until() == Long.MAX_VALUE ? "" : " for " + TimeSpan.words(sanction.until() - now) + " more";
        String reason = sanction.reason().isEmpty() ? "" : ": " + sanction.reason();
        return new ProtocolException(Code.FORBIDDEN, what + length + reason + ".");
    }

    /** The refusal of a request for a room that the peer is not in. */
    public static ProtocolException notIn(Address room) {
        return new ProtocolException(Code.FORBIDDEN, "You are not in " + room + ": join it first.");
    }

    /** The refusal of a request for a room that is not open, or of which the peer may not know. */
    public static ProtocolException noSuchRoom(Address name) {
        return new ProtocolException(
                Code.NOT_FOUND, "There is no room " + name + ": check the name, or join to make it.");
    }
}
