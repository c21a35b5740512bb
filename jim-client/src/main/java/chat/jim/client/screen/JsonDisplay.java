package chat.jim.client.screen;

import chat.jim.client.terminal.Terminal;
import chat.jim.client.text.SafeText;
import chat.jim.client.text.ServerPhrases;
import chat.jim.process.LineWriter;
import chat.jim.protocol.Address;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import java.util.List;

/** Shows what the server sends as JSON, for a script; lines of the program itself go to the error output. */
public final class JsonDisplay implements Display {
    private final JsonLines lines;
    private final Terminal terminal;
    private final Prompt prompt;
    private volatile boolean failed;

    /** Prints JSON to {@code out}, which the terminal watches, and errors at the terminal. */
    public JsonDisplay(LineWriter out, Terminal terminal) {
        lines = new JsonLines(out);
        this.terminal = terminal;
        prompt = new Prompt(terminal);
    }

    @Override
    public Prompt prompt() {
        return prompt;
    }

    @Override
    public void print(String line) {
        terminal.printError(line);
    }

    @Override
    public void printError(String sentence) {
        failed = true;
        terminal.printError(ServerPhrases.of(sentence));
    }

    @Override
    public void showMessage(Action.Msg msg) {
        lines.print(msg);
    }

    @Override
    public void showKept(Response answer, List<Action.Msg> found, int firstNumber) {
        lines.print(answer);
    }

    @Override
    public void showSent(Response answer, Address to, String text) {
        lines.print(answer);
    }

    @Override
    public void showUnsent(String label, Address to, String text) {
        printError(label + " -> " + SafeText.name(to) + ": " + text);
    }

    @Override
    public void showNotice(Response notice) {
        showAnswer(notice);
    }

    @Override
    public void showAnswer(Response answer) {
        failed |= answer.code().isError();
        lines.print(answer);
    }

    @Override
    public void showAs(Response answer, String first, List<String> more) {
        showAnswer(answer);
    }

    @Override
    public boolean showsStatuses() {
        return false;
    }

    @Override
    public boolean hasFailed() {
        return failed;
    }
}
