package chat.jim.client.pipe;

import chat.jim.client.JimClient;
import chat.jim.client.past.MessageId;
import chat.jim.client.recall.Pages;
import chat.jim.client.recall.RoomMemory;
import chat.jim.client.text.ServerPhrases;
import chat.jim.protocol.Address;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.text.Texts;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a reader prints of its room before what comes now: what was said since a message, and, after a loss, what was missed.
 * Each message is printed once, and what comes meanwhile waits. Only for the receiving thread.
 */
final class Backlog implements Pages.Reader {
    private static final Texts TEXTS = Texts.of(Backlog.class);

    private final Address room;
    private final Pages pages;
    private final Consumer<Action.Msg> print;
    private final Consumer<String> problems;
    private final RoomMemory memory;

    /**
     * The backlog of a room.
     *
     * @param since the message behind which it begins; null begins with what comes
     * @param problems gets the sentences about what cannot be printed
     */
    Backlog(
            JimClient client,
            Address room,
            @Nullable Long since,
            Consumer<Action.Msg> print,
            Consumer<String> problems,
            InstantSource clock) {
        this.room = room;
        pages = new Pages(client);
        memory = new RoomMemory(clock);
        if (since != null) {
            memory.begin(since);
        }
        this.print = print;
        this.problems = problems;
    }

    /** The room is about to be entered. */
    void beforeJoin() {
        memory.hold();
    }

    /** Whether a message to the room, that has come, is to be printed now. */
    boolean admits(Action.Msg msg) {
        boolean isNow = memory.admits(msg);
        if (!isNow && memory.isFull()) {
            release();
        }
        return isNow;
    }

    /** The room was entered, or not. */
    void onJoined(Response answer) {
        boolean goesOn = memory.isUnfinished() || memory.isKept();
        boolean isKept = memory.onJoined(answer);
        if (goesOn && isKept) {
            long after = memory.resumeAfter();
            memory.begin(after);
            pages.readAll(room, after, this);
            return;
        }
        if (memory.isUnfinished() && !answer.code().isError()) {
            problems.accept(TEXTS.say("pipe.not-kept", room));
            memory.finish();
        }
        release();
    }

    @Override
    public void onPage(List<Action.Msg> messages, boolean more) {
        messages.stream().filter(memory::isNew).forEach(print);
        if (!messages.isEmpty()) {
            memory.reach(MessageId.of(messages.get(messages.size() - 1)));
        }
    }

    @Override
    public void onEnd(Response last) {
        if (last.code().isError()) {
            problems.accept(TEXTS.say("past.unknown", room, ServerPhrases.of(last)));
        }
        memory.finish();
        release();
    }

    /** The server is lost. */
    void onLost() {
        pages.onLost();
        memory.onLost().forEach(print);
    }

    private void release() {
        memory.release().forEach(print);
    }
}
