package chat.jim.client.console;

import chat.jim.client.command.Completion;
import chat.jim.client.screen.Screen;
import chat.jim.client.sending.MessageComposer;
import chat.jim.client.terminal.Terminal;
import chat.jim.text.Texts;
import java.io.IOException;

/** Reads what a person types, line by line until the last one, and has it executed. Only for the reading thread. */
final class LineLoop {
    private static final Texts TEXTS = Texts.of(LineLoop.class);

    private final Terminal terminal;
    private final Screen screen;
    private final MessageComposer composer;
    private final Completion completion;

    /** Reads at that terminal; lines begin with what the composer gives back. */
    LineLoop(Terminal terminal, Screen screen, MessageComposer composer, Completion completion) {
        this.terminal = terminal;
        this.screen = screen;
        this.composer = composer;
        this.completion = completion;
    }

    /**
     * Reads and executes until the end; false if the lines cannot be read.
     *
     * @param onExecuted is called after each line, the last one included
     */
    boolean run(Commands commands, Preferences preferences, Runnable onExecuted) {
        try {
            commands.begin(preferences.rooms(), preferences.talk());
            boolean more = true;
            while (more) {
                String line = terminal.readLine(composer.takeDraft(), completion);
                screen.prompt().clearUnread();
                more = line != null && terminal.failure() == null && commands.execute(line.stripTrailing());
                onExecuted.run();
            }
            return true;
        } catch (IOException e) {
            screen.printError(TEXTS.say("batch.unreadable", String.valueOf(e.getMessage())));
            return false;
        }
    }
}
