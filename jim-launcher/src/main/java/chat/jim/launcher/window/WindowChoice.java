package chat.jim.launcher.window;

import chat.jim.process.Failure;
import chat.jim.text.Texts;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The values of the option {@code --windows}. */
public enum WindowChoice {
    AUTO,
    TMUX,
    TERMINAL,
    NONE;

    private static final Texts TEXTS = Texts.of(WindowChoice.class);

    /** The choice with that name in lower case. */
    public static Optional<WindowChoice> named(String name) {
        return Arrays.stream(values())
                .filter(choice -> choice.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    /**
     * Opens the chosen kind of windows.
     *
     * @param terminal whether a person uses the launcher at a terminal
     * @throws Failure this host has none of that kind
     */
    public Windows open(HostEnvironment host, boolean terminal, PrintStream out) {
        return switch (this) {
            case NONE -> new SharedConsole(out);
            case TMUX -> TmuxPanes.here(host, out).orElseThrow(() -> new Failure(TEXTS.say("tmux.none")));
            case TERMINAL -> terminal(host, out);
            case AUTO -> terminal ? any(host, out) : new SharedConsole(out);
        };
    }

    private static Windows any(HostEnvironment host, PrintStream out) {
        Optional<TmuxPanes> panes = TmuxPanes.here(host, out);
        if (panes.isPresent()) {
            return panes.get();
        }
        return host.hasDesktop() && TerminalEmulator.in(host).isPresent()
                ? terminal(host, out)
                : new SharedConsole(out);
    }

    private static Windows terminal(HostEnvironment host, PrintStream out) {
        if (!host.hasDesktop()) {
            throw new Failure(TEXTS.say("desktop.none"));
        }
        return new DesktopWindows(
                TerminalEmulator.in(host).orElseThrow(() -> new Failure(TEXTS.say("terminal.none"))), out);
    }
}
