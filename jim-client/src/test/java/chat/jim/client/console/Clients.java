package chat.jim.client.console;

import chat.jim.testing.JavaCommand;
import chat.jim.testing.TerminalProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the built {@code jim-client.jar} on a terminal, and finds its prompt there. */
final class Clients {
    static final String ENTER = "\r";
    static final String TAB = "\t";
    static final String UP = "\u001bOA";
    static final String CTRL_C = "\u0003";
    static final String CTRL_D = "\u0004";
    static final String CTRL_R = "\u0012";

    private static final int COLUMNS = 120;
    private static final int ROWS = 50;

    private Clients() {}

    /** Starts one whose home is {@code folder}; returns at once. */
    static TerminalProgram start(Path folder, int port, List<String> environment, String... options) {
        return start(folder, COLUMNS, port, environment, options);
    }

    /** The same on a terminal of so many columns. */
    static TerminalProgram start(Path folder, int columns, int port, List<String> environment, String... options) {
        List<String> arguments = new ArrayList<>(List.of("127.0.0.1", Integer.toString(port)));
        arguments.addAll(List.of(options));
        return TerminalProgram.start(
                folder, columns, ROWS, environment, "jim-client.jar", arguments.toArray(String[]::new));
    }

    /** Starts one, and waits until {@code name} is online. */
    static TerminalProgram online(Path folder, int port, String name) {
        TerminalProgram client = start(folder, port, List.of(), "-n", name);
        client.awaitRow("Connected to");
        awaitPrompt(client, ">");
        return client;
    }

    /** The command that starts one as {@link #start} does, for a shell. */
    static String shellCommand(int port, String name) {
        return "'"
                + String.join(
                        "' '", JavaCommand.ofJar("jim-client.jar", "127.0.0.1", Integer.toString(port), "-n", name))
                + "'";
    }

    /** Waits until the lowest row is exactly this: the prompt, and what is typed behind it. */
    static void awaitPrompt(TerminalProgram client, String row) {
        client.awaitRows("'" + row + "' at the bottom", rows -> lowest(rows).equals(row));
    }

    /** How many rows there are with the words, also among those that have scrolled off. */
    static long count(TerminalProgram client, String words) {
        List<String> rows = new ArrayList<>(client.scrolledOff());
        rows.addAll(client.screen());
        return rows.stream().filter(row -> row.contains(words)).count();
    }

    private static String lowest(List<String> rows) {
        return rows.stream().filter(row -> !row.isEmpty()).reduce("", (upper, lower) -> lower);
    }
}
