package chat.jim.client.recall;

import chat.jim.client.personal.IgnoreList;
import chat.jim.protocol.action.Action;
import java.util.function.Consumer;

/** What the messages of one room, that come again, are measured by, and where they go. Only for the receiving thread. */
record RoomRecall(RoomMemory memory, IgnoreList ignored, Consumer<Action.Msg> missed, Runnable onEnd) {
    /** Whether a message is to be shown: it was not yet, and its sender is not ignored. */
    boolean isWanted(Action.Msg msg) {
        return memory.isNew(msg) && !ignored.contains(msg.from());
    }

    /** Shows a message that was missed. */
    void showMissed(Action.Msg msg) {
        missed.accept(msg);
    }

    /** All is shown. */
    void end() {
        onEnd.run();
    }
}
