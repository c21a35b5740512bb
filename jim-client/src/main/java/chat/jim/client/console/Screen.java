package chat.jim.client.console;

import chat.jim.client.SafeText;
import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The only printer of the console: what others wrote, notices, errors and prompts each have their form, and no line is
 * printed into another. May be used from any thread.
 */
final class Screen {
    private final PrintStream out;
    private final boolean terminal;
    private final String eraseLine;
    private String prompt = "";

    /** Prints to {@code out}; prompts stay on the line of the answer only where {@code out} is a terminal. */
    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        boolean dumb = System.getenv().getOrDefault("TERM", "dumb").equals("dumb");
        eraseLine = dumb ? "\n" : "\r\u001B[K";
    }

    /** Asks for a line, which is about to be read. */
    synchronized void ask(String question) {
        if (terminal) {
            prompt = question + " ";
            out.print(prompt);
            out.flush();
        } else if (!question.equals(Console.COMMAND_PROMPT)) {
            out.println(question);
        }
    }

    /** The line asked for has been typed. */
    synchronized void answered() {
        prompt = "";
    }

    /** Prints a line; the prompt is shown again below it, what was typed behind it is kept but not shown. */
    synchronized void print(String line) {
        if (prompt.isEmpty()) {
            out.println(line);
        } else {
            out.print(eraseLine + line + System.lineSeparator() + prompt);
            out.flush();
        }
    }

    /** Prints the last line, with no prompt behind it. */
    synchronized void printLast(String line) {
        out.println(prompt.isEmpty() ? line : eraseLine + line);
        prompt = "";
    }

    /** Shows what somebody wrote, to us or to a room. */
    void showMessage(Action.Msg msg) {
        String room = msg.to().isRoom() ? msg.to() + " " : "";
        print(room + SafeText.of(msg));
    }

    /** Shows what we wrote, once the server has taken it. */
    void showSent(Address to, String text) {
        print("-> " + to + ": " + SafeText.of(text));
    }

    /** Shows a notice of the server, or an error that nobody asked for. */
    void showNotice(Response notice) {
        if (notice.code().isError()) {
            showError(notice);
            return;
        }
        print((notice.code().equals(Code.IMPORTANT) ? "!! " : "-- ") + SafeText.of(notice));
    }

    /** Shows an answer: its words, its list, and its code if it is an error. */
    void showAnswer(Response answer) {
        if (answer.code().isError()) {
            showError(answer);
            return;
        }
        print("-- " + SafeText.of(answer));
        for (String name : Objects.requireNonNullElse(answer.names(), List.<String>of())) {
            print("   " + SafeText.of(name));
        }
    }

    /** Shows an error with its code and words. */
    void showError(Response error) {
        print(String.format(Locale.ROOT, "Error %s: %s", error.code(), SafeText.of(error)));
    }
}
