package chat.jim.launcher.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs that open a window with a terminal in it, the better ones first. */
enum TerminalEmulator {
    /** Debian's link to the one that the person chose. */
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

    /** The one to take. */
    static Optional<TerminalEmulator> in(HostEnvironment surroundings) {
        if (surroundings.isWindows()) {
            return Optional.of(WINDOWS);
        }
        return (surroundings.isMac() ? Stream.of(MACOS) : Stream.of(CHOSEN, GNOME, KONSOLE, XTERM))
                .filter(terminal -> surroundings.has(terminal.program))
                .findFirst();
    }

    /** What it is called, for people. */
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
            // The title in quotes, or start would take it for the program.
            case WINDOWS -> command(List.of("/c", "start", '"' + title + '"', "/wait"), inside);
        };
    }

    /** The command that closes a window whose program has ended, given what the opening printed; may be empty. */
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
