package chat.jim.launcher.window;

import chat.jim.launcher.process.Client;
import chat.jim.launcher.process.CommandResult;
import chat.jim.launcher.process.LocalServer;
import chat.jim.launcher.process.Role;
import chat.jim.process.Failure;
import chat.jim.text.Texts;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Panes of tmux: each client gets one beside the launcher's own, or in another tmux window if there is no room left. May be
 * used from any thread.
 */
final class TmuxPanes implements Windows {
    private static final Texts TEXTS = Texts.of(TmuxPanes.class);
    private static final String BORDER = "pane-border-status";

    /** Prints a pane's id, and the process that runs in it. */
    private static final String FORM = "#{pane_id} #{pane_pid}";

    private final String own;
    private final String session;
    private final PrintStream out;

    /** How the launcher's own tmux window looked before. */
    private final String layout;

    private final String border;
    private final String title;

    /** The pane beside which the next one opens. */
    private String last;

    private @Nullable String first;
    private boolean closed;

    private TmuxPanes(String own, PrintStream out) {
        this.own = own;
        this.out = out;
        last = own;
        session = display("#{session_id}") + ":";
        layout = display("#{window_layout}");
        title = display("#{pane_title}");
        border = tmux("show-options", "-w", "-v", "-t", own, BORDER).text();
        tmux("select-pane", "-t", own, "-T", LocalServer.NAME);
    }

    /** The tmux session in which this process runs, if any; the launcher's own messages go to {@code out}. */
    static Optional<TmuxPanes> here(HostEnvironment host, PrintStream out) {
        String pane = host.variable("TMUX_PANE");
        return !host.variable("TMUX").isEmpty()
                        && host.has("tmux")
                        && tmux("display-message", "-p", "-t", pane, "#{pane_id}")
                                .text()
                                .equals(pane)
                ? Optional.of(new TmuxPanes(pane, out))
                : Optional.empty();
    }

    @Override
    public synchronized Client start(String name, Role role, List<String> command, Consumer<Client.End> onEnd) {
        if (closed) {
            throw new Failure(TEXTS.say("stopped"));
        }
        String script = WindowScript.text(command, Path.of("/dev/null"));
        CommandResult opened = tmux("split-window", "-d", "-P", "-F", FORM, "-t", last, "/bin/sh", "-c", script);
        if (!opened.isFine()) {
            opened = tmux("new-window", "-d", "-P", "-F", FORM, "-t", session, "-n", "jim", "/bin/sh", "-c", script);
        }
        String[] pane = opened.text().split(" ", 2);
        if (!opened.isFine() || pane.length < 2) {
            throw new Failure(TEXTS.say("tmux.nopane", name, opened.text()));
        }
        last = pane[0];
        if (first == null && role != Role.READER) {
            first = last;
        }
        tmux("select-pane", "-t", last, "-T", name);
        tmux("set-option", "-w", "-t", last, BORDER, "top");
        tmux("select-layout", "-t", last, "tiled");
        Optional<ProcessHandle> shell = ProcessHandle.of(Long.parseLong(pane[1]));
        return Window.follow(name, () -> shell, () -> tmux("kill-pane", "-t", pane[0]), onEnd);
    }

    @Override
    public synchronized void awaitReady() {
        if (first != null) {
            tmux("select-pane", "-t", first);
        }
    }

    @Override
    public boolean leaveConsoleFree() {
        return true;
    }

    @Override
    public String usage() {
        return TEXTS.say("usage.panes");
    }

    @Override
    public void type(String line) {
        out.println(TEXTS.say("only.panes"));
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (border.isEmpty()) {
                tmux("set-option", "-w", "-u", "-t", own, BORDER);
            } else {
                tmux("set-option", "-w", "-t", own, BORDER, border);
            }
            tmux("select-pane", "-t", own, "-T", title);
            tmux("select-layout", "-t", own, layout);
        }
    }

    private String display(String form) {
        return tmux("display-message", "-p", "-t", own, form).text();
    }

    private static CommandResult tmux(String... arguments) {
        List<String> command = new ArrayList<>(List.of("tmux"));
        command.addAll(List.of(arguments));
        return CommandResult.of(command);
    }
}
