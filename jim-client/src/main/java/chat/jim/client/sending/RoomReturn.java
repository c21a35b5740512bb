package chat.jim.client.sending;

import chat.jim.client.JimClient;
import chat.jim.client.recall.RoomHistory;
import chat.jim.client.screen.Display;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.text.Texts;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Returns to the rooms after the server was lost, and has what is written to a room wait until somebody else is there too.
 * May be used from any thread; the receiving thread only tells it of notices.
 */
public final class RoomReturn {
    private static final Texts TEXTS = Texts.of(RoomReturn.class);
    private static final Logger LOG = LoggerFactory.getLogger(RoomReturn.class);

    /** How a server says that somebody has joined a room (PROTOCOL.md, section 7). */
    private static final Pattern JOINING = Pattern.compile("\\S+ joined (#\\S+)");

    private final JimClient client;
    private final Display display;
    private final OutgoingMessages outgoing;
    private final RoomHistory history;

    /** Returns for that client, and has those messages wait. */
    public RoomReturn(JimClient client, Display display, OutgoingMessages outgoing, RoomHistory history) {
        this.client = client;
        this.display = display;
        this.outgoing = outgoing;
        this.history = history;
    }

    /** Enters all rooms again, and shows what was missed there; what waits for a room is sent after that. */
    public void enterAll() {
        for (Address room : client.rooms()) {
            outgoing.hold(room);
            history.returnTo(room, display::showAnswer, outgoing::isFound, answer -> onReturned(room, answer));
        }
    }

    /** If a room was made by that, nobody else is in it. Who may not come back does not talk there. */
    private void onReturned(Address room, Response answer) {
        outgoing.giveBack(room);
        if (answer.code().isError()
                && !client.isAtOldServer()
                && room.equals(display.prompt().talk())) {
            display.prompt().setTalk(null);
            display.print(TEXTS.say("talk.over"));
        }
        if (!answer.code().equals(Code.CREATED)) {
            outgoing.release(room);
        }
    }

    /** A notice was received: perhaps the first of the others has returned to a room. */
    public void onNotice(Response notice) {
        Matcher joining = JOINING.matcher(String.valueOf(notice.text()));
        if (notice.code().equals(Code.NOTICE) && joining.matches()) {
            try {
                outgoing.release(Address.of(joining.group(1)));
            } catch (ProtocolException e) {
                LOG.debug("A notice names no room: {}", e.sentence());
            }
        }
    }
}
