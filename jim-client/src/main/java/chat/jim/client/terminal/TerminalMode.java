package chat.jim.client.terminal;

import java.io.IOException;
import java.io.PrintStream;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.Curses;
import org.jline.utils.InfoCmp.Capability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a terminal over from the shell, and gives it back: at the end, and at Ctrl-Z until the shell says to go on. The
 * line editor has turned off that the system stops the program by itself.
 */
final class TerminalMode {
    private static final Logger LOG = LoggerFactory.getLogger(TerminalMode.class);
    private static final String PASTE_MARKS = "\u001B[?2004h";
    private static final String NO_PASTE_MARKS = "\u001B[?2004l";

    private static final Size USUAL_SIZE = Size.of(80, 24);

    private final Terminal terminal;
    private final Attributes before;

    /** The terminal too, by a way that the editor does not close at a signal before all has been said. */
    private final PrintStream out;

    private final String usualModes;

    /** Takes it over: nothing typed is echoed from now on, but Ctrl-C has its usual effect until a line is read. */
    TerminalMode(Terminal terminal, PrintStream out) {
        this.terminal = terminal;
        this.out = out;
        if (terminal.getSize().getColumns() == 0) {
            terminal.setSize(
                    USUAL_SIZE); // nobody has told it, as where a program has made it; the editor needs to know
        }
        before = terminal.enterRawMode();
        Attributes raw = terminal.getAttributes();
        raw.setLocalFlag(LocalFlag.ISIG, true); // the editor clears it while it reads
        terminal.setAttributes(raw);
        usualModes = Curses.tputs(terminal.getStringCapability(Capability.keypad_local)) + NO_PASTE_MARKS;
    }

    /**
     * Stops the program, and its process group with it, until the shell says to go on. A group that no shell controls is not
     * stopped by the system: nobody could make it go on.
     */
    void stop() {
        Attributes raw = terminal.getAttributes();
        terminal.setAttributes(before);
        out.print(usualModes);
        out.flush();
        try {
            new ProcessBuilder("sh", "-c", "kill -TSTP 0").inheritIO().start().waitFor();
        } catch (IOException e) {
            LOG.warn("Cannot stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        terminal.setAttributes(raw);
        terminal.puts(Capability.keypad_xmit);
        terminal.writer().print(PASTE_MARKS);
    }

    /** Gives it back for good; what is printed next comes on a row of its own, if {@code inLine} one is being typed. */
    void end(boolean inLine) {
        try {
            terminal.close();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("The terminal is gone already", e);
        }
        out.print(inLine ? usualModes + System.lineSeparator() : usualModes);
        out.flush();
    }
}
