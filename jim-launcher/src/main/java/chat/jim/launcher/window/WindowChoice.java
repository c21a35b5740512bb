package chat.jim.launcher.window;

import chat.jim.process.Failure;
import chat.jim.text.Texts;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be asked for about windows. */
public enum WindowChoice {
    AUTO,
    TMUX,
    TERMINAL,
    NONE;

    private static final Texts TEXTS = Texts.of(WindowChoice.class);

    /** The one of that name, in small letters. */
    public static Optional<WindowChoice> named(String name) {
        return Arrays.stream(values())
                .filter(choice -> choice.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    /**
     * The windows that are meant.
     *
     * @param terminal whether a person sits at the launcher
     * @throws Failure there are none of these here
     */
    public Windows open(HostEnvironment surroundings, boolean terminal, PrintStream out) {
        return switch (this) {
            case NONE -> new SharedConsole(out);
            case TMUX -> TmuxPanes.here(surroundings, out).orElseThrow(() -> new Failure(TEXTS.say("tmux.none")));
            case TERMINAL -> terminal(surroundings, out);
            case AUTO -> terminal ? any(surroundings, out) : new SharedConsole(out);
        };
    }

    private static Windows any(HostEnvironment surroundings, PrintStream out) {
        Optional<TmuxPanes> panes = TmuxPanes.here(surroundings, out);
        if (panes.isPresent()) {
            return panes.get();
        }
        return surroundings.hasDesktop() && TerminalEmulator.in(surroundings).isPresent()
                ? terminal(surroundings, out)
                : new SharedConsole(out);
    }

    private static Windows terminal(HostEnvironment surroundings, PrintStream out) {
        if (!surroundings.hasDesktop()) {
            throw new Failure(TEXTS.say("desktop.none"));
        }
        return new DesktopWindows(
                TerminalEmulator.in(surroundings).orElseThrow(() -> new Failure(TEXTS.say("terminal.none"))), out);
    }
}
