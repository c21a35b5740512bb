package chat.jim.client.screen;

import chat.jim.client.JsonLines;
import chat.jim.client.terminal.Terminal;
import chat.jim.client.text.ServerPhrases;
import chat.jim.process.LineWriter;
import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.protocol.Message;
import chat.jim.protocol.Response;
import java.util.concurrent.atomic.AtomicBoolean;

/** Shows to a script what the server sends, as the protocol has it; what the program itself has to say goes to the errors. */
public final class JsonDisplay implements Display {
    private final LineWriter out;
    private final JsonLines lines;
    private final Terminal terminal;
    private final AtomicBoolean failedToPrint = new AtomicBoolean();
    private volatile boolean failed;

    public JsonDisplay(LineWriter out, Terminal terminal) {
        this.out = out;
        lines = new JsonLines(out);
        this.terminal = terminal;
    }

    @Override
    public void print(String line) {
        terminal.printError(line);
    }

    @Override
    public void complain(String sentence) {
        failed = true;
        terminal.printError(ServerPhrases.of(sentence));
    }

    @Override
    public void showMessage(Action.Msg msg) {
        pass(msg);
    }

    @Override
    public void showSent(Response answer, Address to, String text) {
        pass(answer);
    }

    @Override
    public void giveBack(String words, Address to, String text) {
        complain(words + " -> " + to + ": " + text);
    }

    @Override
    public void showNotice(Response notice) {
        showAnswer(notice);
    }

    @Override
    public void showAnswer(Response answer) {
        failed |= answer.code().isError();
        pass(answer);
    }

    @Override
    public void showError(Response error) {
        showAnswer(error);
    }

    /** What cannot be printed is said once; a reader that has gone wants to know no more. */
    private void pass(Message message) {
        String failure = lines.print(message) ? null : out.failure();
        if (failure != null && !failedToPrint.getAndSet(true)) {
            complain(failure);
        }
    }

    @Override
    public boolean hasFailed() {
        return failed;
    }
}
