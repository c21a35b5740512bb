package chat.jim.client.archive;

import chat.jim.client.past.MessageId;
import chat.jim.client.text.SafeText;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.action.Action;
import chat.jim.text.Texts;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The command {@code forget}: has the server forget what the user has said last, or has found. For the thread that reads the
 * lines, except for {@link #onTaken}.
 */
final class ForgetCommand {
    private static final Texts TEXTS = Texts.of(ForgetCommand.class);
    private static final int MOST_REMEMBERED = 100;

    /** A message of the user that the server has kept. */
    private record Own(long id, String text) {}

    private final Inquiry inquiry;
    private final SearchCommand search;

    /** The last one is first. Guarded by this. */
    private final Deque<Own> said = new ArrayDeque<>();

    ForgetCommand(Inquiry inquiry, SearchCommand search) {
        this.inquiry = inquiry;
        this.search = search;
    }

    /** The server has taken a message of the user, and keeps it by that id. */
    synchronized void onTaken(Action.Msg msg, long id) {
        said.addFirst(new Own(id, msg.message()));
        if (said.size() > MOST_REMEMBERED) {
            said.removeLast();
        }
    }

    /**
     * Executes it: without a number, for the last message.
     *
     * @throws ProtocolException 400 if there is no such message
     */
    void execute(String rest) {
        if (rest.isEmpty()) {
            inquiry.client().awaitAnswers(); // what was said just now may not have its id yet
        }
        Own own = rest.isEmpty() ? lastSaid() : found(rest);
        inquiry.client().history().forget(own.id(), answer -> {
            if (inquiry.isGranted(answer)) {
                remove(own);
                inquiry.tell(answer, TEXTS.say("past.forgotten", SafeText.of(own.text())));
            }
        });
    }

    private Own found(String number) {
        if (!number.matches("[0-9]+")) {
            throw ProtocolException.badRequest(TEXTS.say("past.forget"));
        }
        Action.Msg hit = search.hit(number);
        return new Own(MessageId.of(hit), hit.message());
    }

    private synchronized Own lastSaid() {
        Own last = said.peek();
        if (last == null) {
            throw ProtocolException.badRequest(TEXTS.say("past.forget.nothing"));
        }
        return last;
    }

    private synchronized void remove(Own own) {
        said.remove(own);
    }
}
