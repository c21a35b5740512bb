package chat.jim.client.recall;

import chat.jim.client.past.MessageId;
import chat.jim.client.past.PastTime;
import chat.jim.client.screen.Screen;
import chat.jim.client.text.ServerPhrases;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.action.Action;
import chat.jim.text.Texts;
import java.util.List;
import java.util.function.Predicate;

/**
 * Shows what was missed in a room while the server was away, and nothing that was shown before. Only for the receiving
 * thread.
 */
final class CatchUp implements Pages.Reader {
    private static final Texts TEXTS = Texts.of(CatchUp.class);

    private final Screen screen;
    private final Address room;
    private final PastTime times;
    private final RoomRecall recall;
    private final Predicate<Action.Msg> wasUnderWay;

    private boolean hasHeading;
    private long last;

    /** @param wasUnderWay whether a message is one of the user's own, which was under way when the server was lost */
    CatchUp(Screen screen, Address room, PastTime times, RoomRecall recall, Predicate<Action.Msg> wasUnderWay) {
        this.screen = screen;
        this.room = room;
        this.times = times;
        this.recall = recall;
        this.wasUnderWay = wasUnderWay;
    }

    @Override
    public void onPage(List<Action.Msg> messages, boolean more) {
        List<Action.Msg> missed = messages.stream()
                .filter(recall::isWanted)
                .filter(msg -> !wasUnderWay.test(msg))
                .toList();
        if (!missed.isEmpty() && !hasHeading) {
            hasHeading = true;
            screen.print("-- " + TEXTS.say(more ? "past.missed.least" : "past.missed", missed.size()) + " --");
        }
        missed.forEach(recall::showMissed);
        if (!messages.isEmpty()) {
            last = MessageId.of(messages.get(messages.size() - 1));
            recall.memory().reach(last);
        }
    }

    @Override
    public void onEnd(Response answer) {
        boolean isSilent =
                answer.code().equals(Code.BAD_REQUEST) || answer.code().equals(Code.GONE);
        if (answer.code().isError() && !isSilent) {
            screen.printError(TEXTS.say("past.unknown", room, ServerPhrases.of(answer)));
        } else if (answer.is(Detail.MORE)) {
            String command = "history " + room + " " + times.typed(MessageId.time(last));
            screen.print("-- " + TEXTS.say("past.hidden.least", command) + " --");
        }
        recall.memory().finish();
        recall.end();
    }
}
