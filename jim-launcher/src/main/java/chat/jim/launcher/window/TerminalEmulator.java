package chat.jim.launcher.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs that open a window with a terminal in it, in order of preference. */
enum TerminalEmulator {
    /** Debian's link to the emulator that the user has chosen. */
    CHOSEN("x-terminal-emulator"),
    GNOME("gnome-terminal"),
    KONSOLE("konsole"),
    XTERM("xterm"),
    MACOS("osascript"),
    WINDOWS("cmd.exe");

    private final String program;

    TerminalEmulator(String program) {
        this.program = program;
    }

    /** The best one on this host. */
    static Optional<TerminalEmulator> in(HostEnvironment host) {
        if (host.isWindows()) {
            return Optional.of(WINDOWS);
        }
        return (host.isMac() ? Stream.of(MACOS) : Stream.of(CHOSEN, GNOME, KONSOLE, XTERM))
                .filter(terminal -> host.has(terminal.program))
                .findFirst();
    }

    /** Its name for people. */
    String program() {
        return program;
    }

    /** The command that opens a window in which {@code inside} runs. */
    List<String> opening(String title, List<String> inside) {
        return switch (this) {
            case CHOSEN -> command(List.of("-T", title, "-e"), inside);
            case GNOME -> command(List.of("--title=" + title, "--"), inside);
            case KONSOLE -> command(List.of("-p", "tabtitle=" + title, "-e"), inside);
            case XTERM -> command(List.of("-u8", "-T", title, "-e"), inside);
            case MACOS ->
                command(
                        List.of(
                                "-e",
                                "on run argv",
                                "-e",
                                "tell application \"Terminal\"",
                                "-e",
                                "set opened to do script (item 2 of argv)",
                                "-e",
                                "set custom title of opened to (item 1 of argv)",
                                "-e",
                                "return id of front window",
                                "-e",
                                "end tell",
                                "-e",
                                "end run",
                                title),
                        List.of("exec " + WindowScript.quoted(inside)));
            // Without quotes, start would take the title for the program.
            case WINDOWS -> command(List.of("/c", "start", '"' + title + '"', "/wait"), inside);
        };
    }

    /** The command that closes a window whose program has ended, given the output of the opening command; may be empty. */
    List<String> closing(String opened) {
        return this == MACOS && opened.matches("\\d+")
                ? List.of(program, "-e", "tell application \"Terminal\" to close window id " + opened)
                : List.of();
    }

    private List<String> command(List<String> options, List<String> inside) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(options);
        command.addAll(inside);
        return command;
    }
}
