package chat.jim.client.console;

import chat.jim.client.command.KnownUsers;
import chat.jim.client.personal.NotifyCommand;
import chat.jim.client.screen.Screen;
import chat.jim.client.terminal.Terminal;
import chat.jim.protocol.Action;
import org.jspecify.annotations.Nullable;

/** Shows a person what others write, and tells of what is for that person. Only for the receiving thread. */
final class Incoming {
    private final Screen screen;
    private final Terminal terminal;
    private final KnownUsers users;
    private final @Nullable NotifyCommand notifier;

    Incoming(Screen screen, Terminal terminal, KnownUsers users, Preferences preferences) {
        this.screen = screen;
        this.terminal = terminal;
        this.users = users;
        notifier = preferences.notifier();
    }

    void onMessage(Action.Msg msg) {
        users.add(msg);
        if (!msg.to().isRoom()) {
            screen.prompt().addUnread();
        }
        screen.showMessage(msg);
        if (notifier != null && screen.concernsUser(msg)) {
            notifier.run(String.valueOf(msg.from()), msg.message(), this::showFailure);
        }
    }

    private void showFailure(String sentence) {
        screen.printError(sentence);
        terminal.flush();
    }
}
