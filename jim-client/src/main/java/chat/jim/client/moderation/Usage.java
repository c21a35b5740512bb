package chat.jim.client.moderation;

import chat.jim.client.command.ConsoleCommand;
import chat.jim.protocol.ProtocolException;
import chat.jim.text.Texts;

/** What to tell who has typed a command that cannot be understood. */
final class Usage {
    private static final Texts TEXTS = Texts.of(Usage.class);

    private Usage() {}

    /** A 400 with examples of the command. */
    static ProtocolException of(ConsoleCommand command) {
        return ProtocolException.badRequest(
                TEXTS.say("room.usage", TEXTS.say("command." + command.word() + ".example")));
    }
}
