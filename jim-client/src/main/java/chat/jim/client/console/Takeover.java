package chat.jim.client.console;

import java.io.IOException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a terminal over from the shell, and at Ctrl-Z gives it back until the shell says to go on: the line editor has
 * turned off that the system stops the program by itself.
 */
final class Takeover {
    private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);
    private static final String PASTE_MARKS = "\u001B[?2004h";
    private static final String NO_PASTE_MARKS = "\u001B[?2004l";

    private final Terminal terminal;
    private final Attributes before;

    private Takeover(Terminal terminal, Attributes before) {
        this.terminal = terminal;
        this.before = before;
    }

    /** Takes it over: nothing typed is echoed from now on, but Ctrl-C and Ctrl-Z have their usual effect. */
    static void of(Terminal terminal) {
        Attributes before = terminal.enterRawMode();
        Attributes raw = terminal.getAttributes();
        raw.setLocalFlag(LocalFlag.ISIG, true); // the editor clears it only while it reads
        terminal.setAttributes(raw);
        new Takeover(terminal, before).stopAtCtrlZ();
    }

    private void stopAtCtrlZ() {
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
        stopAtCtrlZ();
    }
}
