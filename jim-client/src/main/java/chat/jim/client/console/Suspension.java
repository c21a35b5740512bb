package chat.jim.client.console;

import java.io.IOException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Ctrl-Z does: gives the terminal back to the shell as it was, stops until the shell says to go on, and takes it over
 * again. The line editor has turned off that the system does so by itself.
 */
final class Suspension {
    private static final Logger LOG = LoggerFactory.getLogger(Suspension.class);
    private static final String PASTE_MARKS = "\u001B[?2004h";
    private static final String NO_PASTE_MARKS = "\u001B[?2004l";

    private final Terminal terminal;
    private final Attributes before;

    /** Of {@code terminal}, whose settings were {@code before} the program took it over. */
    Suspension(Terminal terminal, Attributes before) {
        this.terminal = terminal;
        this.before = before;
    }

    /** From now on Ctrl-Z has its effect. */
    void enable() {
        terminal.handle(Signal.TSTP, signal -> stop());
    }

    /** A group of processes that no shell controls is not stopped by the system: nobody could make it go on. */
    private void stop() {
        Attributes raw = terminal.getAttributes();
        terminal.handle(Signal.TSTP, SignalHandler.SIG_DFL);
        terminal.setAttributes(before);
        terminal.writer().print(NO_PASTE_MARKS);
        terminal.flush();
        try {
            new ProcessBuilder("sh", "-c", "kill -TSTP 0").inheritIO().start().waitFor();
        } catch (IOException e) {
            LOG.warn("Cannot stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        terminal.setAttributes(raw);
        terminal.writer().print(PASTE_MARKS);
        terminal.raise(Signal.WINCH);
        enable();
    }
}
