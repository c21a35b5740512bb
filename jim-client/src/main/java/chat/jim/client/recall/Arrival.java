package chat.jim.client.recall;

import chat.jim.client.past.MessageId;
import chat.jim.client.past.PastTime;
import chat.jim.client.screen.Screen;
import chat.jim.protocol.Address;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.text.Texts;
import java.util.List;

/**
 * Shows what was said in a room before one came there: what was read already dimmed, and what is new behind a line that says
 * so. Only for the receiving thread.
 */
final class Arrival implements Pages.Reader {
    /** Of more that is new, the newest are shown. */
    static final int MOST_NEW = 100;

    private static final Texts TEXTS = Texts.of(Arrival.class);

    /**
     * What was known when one came.
     *
     * @param lines how many lines that are read are shown
     * @param read up to which message the room is read
     * @param unread how many came after that one, if the server has told that; else 0
     */
    record Known(Address room, int lines, long read, int unread) {}

    private final Screen screen;
    private final Known known;
    private final PastTime times;
    private final RoomRecall recall;

    Arrival(Screen screen, Known known, PastTime times, RoomRecall recall) {
        this.screen = screen;
        this.known = known;
        this.times = times;
        this.recall = recall;
    }

    @Override
    public void onPage(List<Action.Msg> messages, boolean more) {
        List<Action.Msg> wanted = messages.stream().filter(recall::isWanted).toList();
        List<Action.Msg> read =
                wanted.stream().filter(msg -> MessageId.of(msg) <= known.read()).toList();
        List<Action.Msg> fresh = wanted.subList(read.size(), wanted.size());
        last(read, known.lines()).forEach(msg -> screen.showKept(msg, true));
        if (!fresh.isEmpty()) {
            showNew(fresh, more && read.isEmpty());
        }
    }

    private void showNew(List<Action.Msg> fresh, boolean more) {
        int count = Math.max(fresh.size(), known.unread());
        String since = times.said(MessageId.time(known.read()));
        boolean isUncounted = more && known.unread() == 0;
        screen.print("-- " + TEXTS.count(isUncounted ? "past.new.least" : "past.new", count, since) + " --");
        List<Action.Msg> shown = last(fresh, MOST_NEW);
        if (isUncounted || count > shown.size()) {
            String command = "history " + known.room() + " " + times.typed(MessageId.time(known.read()));
            screen.print("-- "
                    + (isUncounted
                            ? TEXTS.say("past.hidden.least", command)
                            : TEXTS.count("past.hidden", count - shown.size(), command))
                    + " --");
        }
        shown.forEach(msg -> screen.showKept(msg, false));
    }

    private static List<Action.Msg> last(List<Action.Msg> messages, int most) {
        return messages.subList(Math.max(0, messages.size() - most), messages.size());
    }

    @Override
    public void onEnd(Response last) {
        recall.end();
    }
}
