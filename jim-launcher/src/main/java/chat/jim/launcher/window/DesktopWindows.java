package chat.jim.launcher.window;

import chat.jim.launcher.process.ChildProcess;
import chat.jim.launcher.process.Client;
import chat.jim.launcher.process.Role;
import chat.jim.text.Texts;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Desktop windows, one for each client. May be used from any thread. */
final class DesktopWindows implements Windows {
    private static final Texts TEXTS = Texts.of(DesktopWindows.class);

    private final TerminalEmulator terminal;
    private final PrintStream out;

    /** Opens windows of {@code terminal}; the launcher's own messages go to {@code out}. */
    DesktopWindows(TerminalEmulator terminal, PrintStream out) {
        this.terminal = terminal;
        this.out = out;
    }

    @Override
    public Client start(String name, Role role, List<String> command, Consumer<Client.End> onEnd) {
        if (terminal == TerminalEmulator.WINDOWS) {
            ChildProcess waiting = ChildProcess.start(name, terminal.opening(name, command), line -> {}, status -> {});
            return Window.follow(name, () -> Optional.of(waiting.handle()), waiting::stop, onEnd);
        }
        DesktopWindow window = new DesktopWindow(terminal, name, command);
        return Window.follow(name, window::awaitShell, window::close, onEnd);
    }

    @Override
    public boolean leaveConsoleFree() {
        return true;
    }

    @Override
    public String usage() {
        return TEXTS.say("usage.windows");
    }

    @Override
    public void type(String line) {
        out.println(TEXTS.say("only.windows"));
    }
}
