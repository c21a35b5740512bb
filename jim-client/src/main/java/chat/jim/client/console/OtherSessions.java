package chat.jim.client.console;

import chat.jim.client.JimClient;
import chat.jim.client.recall.RoomHistory;
import chat.jim.client.screen.Screen;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.text.Texts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the other sessions of the user do: says how many there are, and follows them into rooms and out of them, since all are
 * in the same ones (PROTOCOL.md, section 7). Who is kicked from a room has left it in the same way (section 13). What the receiving thread hears before the chat has begun is done then.
 */
final class OtherSessions {
    private static final Texts TEXTS = Texts.of(OtherSessions.class);

    private final JimClient client;
    private final Screen screen;
    private final RoomHistory history;

    /** What was heard too early. Guarded by this, as the next one. */
    private final List<Response> early = new ArrayList<>();

    private boolean begun;

    OtherSessions(JimClient client, Screen screen, RoomHistory history) {
        this.client = client;
        this.screen = screen;
        this.history = history;
    }

    /** The chat begins, or begins again. */
    synchronized void begin() {
        if (client.sessions() > 1) {
            screen.print(TEXTS.say("sessions", client.sessions()));
        }
        begun = true;
        early.forEach(this::follow);
        early.clear();
    }

    /** The server is lost. */
    synchronized void onLost() {
        begun = false;
        early.clear();
    }

    /** A notice has come; false if another session of the user has nothing to do with it. */
    synchronized boolean onNotice(Response notice) {
        Address room = room(notice);
        if (room == null) {
            return false;
        }
        if (isJoin(notice) && !client.rooms().contains(room)) {
            history.expect(room);
        }
        if (begun) {
            follow(notice);
        } else {
            early.add(notice);
        }
        return true;
    }

    /** The user's own room; no other notice names one. */
    private static @Nullable Address room(Response notice) {
        try {
            String room = notice.code().equals(Code.NOTICE) ? notice.text(Detail.ROOM) : null;
            return room == null ? null : Address.room(room);
        } catch (ProtocolException e) {
            return null;
        }
    }

    private static boolean isJoin(Response notice) {
        return String.valueOf(notice.text()).startsWith("You joined ");
    }

    /** After a loss the rooms that one was in are entered again anyway. */
    private void follow(Response notice) {
        Address room = room(notice);
        boolean entered = isJoin(notice);
        if (room == null || client.rooms().contains(room) == entered) {
            return;
        }
        screen.showAnswer(notice);
        client.follow(room, entered);
        if (entered) {
            history.follow(room);
        } else if (room.equals(screen.prompt().talk())) {
            screen.prompt().setTalk(null);
            screen.print(TEXTS.say("talk.over"));
        }
    }
}
