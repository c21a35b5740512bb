package chat.jim.dialect;

import chat.jim.codec.JsonObject;
import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.wire.Frame;
import java.util.List;

/**
 * One form of JIM: how its programs name things, and which answers they can read (PROTOCOL.md, appendix). Stateless, so one
 * serves all peers; may be used from any thread.
 */
public interface Dialect {
    /** Where those are who know no rooms, and whom everybody reaches who joins it. */
    Address COMMON_ROOM = Address.room("#all");

    /** What those are called who were not asked for a name: there may be several. */
    String GUEST = "Guest";

    /** What it is called on the command line. */
    String name();

    /** Whether only its programs send such an object. */
    boolean isShownBy(JsonObject object);

    /**
     * Whether its programs begin with such an object, which could as well come from one that speaks the specification's. Asked
     * only of those that write as Python does, with no line feed behind an object.
     */
    default boolean isHintedBy(JsonObject first) {
        return false;
    }

    /** Whether who speaks it may send such an object, even if that shows another dialect. */
    default boolean admits(JsonObject object) {
        return isShownBy(object);
    }

    /**
     * What the object means; it came in the frame, and is passed on so only if this dialect has such objects.
     *
     * @throws ProtocolException 400 if it means nothing
     */
    default Message read(JsonObject object, Frame frame) {
        return Synonyms.action(object, admits(object) ? frame : null);
    }

    /** Writes a message, whose sender is named, for one that calls itself {@code self}. */
    default Frame write(Action.Msg msg, String self) {
        return SpecificationForm.message(msg, self, COMMON_ROOM.toString());
    }

    /** Whether its programs take only what is addressed to themselves, also of what is said in a room. */
    default boolean addressesEach() {
        return false;
    }

    /** Whether a message that came in this dialect can go as it is to one that calls itself {@code self}. */
    default boolean passesOn(Action.Msg msg, String self) {
        boolean inRoom = msg.to().isRoom() && !addressesEach();
        return inRoom || msg.to().toString().equals(self);
    }

    /** The objects that answer a request, in order; none where its programs expect none. */
    List<Frame> answer(Reply reply);

    /** Whether the server closes the connection after this answer. */
    default boolean endsWith(Reply reply) {
        return false;
    }

    /** Whether its programs know what answers nothing: notices and probes. */
    default boolean knowsNotices() {
        return false;
    }

    /** Whether its programs expect to be sent what they say themselves in a room. */
    default boolean echoes() {
        return false;
    }
}
