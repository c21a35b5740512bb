package chat.jim.client.pipe;

import chat.jim.client.JimClient;
import chat.jim.client.text.SafeText;
import chat.jim.protocol.Address;
import chat.jim.protocol.action.Action;
import chat.jim.text.Texts;

/** Which messages a reader prints, and how they look as lines. */
record ReaderLines(JimClient client, Address target) {
    private static final Texts TEXTS = Texts.of(ReaderLines.class);

    /** Whether the room hears it, or the user alone. */
    boolean isWanted(Action.Msg msg) {
        return msg.to().equals(target) || isForOneself(msg) || client.isAtOldServer();
    }

    /** What another session of the user says to somebody else comes here, too. */
    private boolean isForOneself(Action.Msg msg) {
        return !msg.to().isRoom() && (!isOwn(msg) || msg.to().equals(client.name()));
    }

    private boolean isOwn(Action.Msg msg) {
        return msg.from() != null && msg.from().equals(client.name());
    }

    /** The line of a message. */
    String of(Action.Msg msg) {
        if (msg.to().isRoom()) {
            return SafeText.of(msg);
        }
        String sender = SafeText.sender(msg);
        String who = client.overhears(msg)
                ? TEXTS.say("pipe.other", sender, SafeText.name(msg.to()))
                : TEXTS.say("pipe.direct", sender);
        return who + ": " + SafeText.of(msg.message());
    }
}
