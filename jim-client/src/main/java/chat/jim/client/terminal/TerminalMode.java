package chat.jim.client.terminal;

import java.io.IOException;
import java.io.PrintStream;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.Curses;
import org.jline.utils.InfoCmp.Capability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The terminal's raw mode, from the start of the program to its end. Ctrl-Z leaves it until the shell continues the program:
 * in raw mode the system would not stop the program.
 */
final class TerminalMode {
    private static final Logger LOG = LoggerFactory.getLogger(TerminalMode.class);
    private static final String BRACKETED_PASTE_ON = "\u001B[?2004h";
    private static final String BRACKETED_PASTE_OFF = "\u001B[?2004l";

    private static final Size DEFAULT_SIZE = Size.of(80, 24);

    private final Terminal terminal;
    private final Attributes before;

    /** The same terminal, as a stream that the editor does not close at a signal before everything was printed. */
    private final PrintStream out;

    /** Prints nothing, but ends the modes that the editor has set. */
    private final String resetModes;

    /** Enters raw mode: typed text is not echoed from now on, but Ctrl-C has its usual effect until a line is read. */
    TerminalMode(Terminal terminal, PrintStream out) {
        this.terminal = terminal;
        this.out = out;
        if (terminal.getSize().getColumns() == 0) {
            terminal.setSize(DEFAULT_SIZE); // unknown on a terminal that a program made, but the editor needs one
        }
        before = terminal.enterRawMode();
        Attributes raw = terminal.getAttributes();
        raw.setLocalFlag(LocalFlag.ISIG, true); // the editor clears it while it reads
        terminal.setAttributes(raw);
        resetModes = Curses.tputs(terminal.getStringCapability(Capability.keypad_local)) + BRACKETED_PASTE_OFF;
    }

    /**
     * Stops the program, and its process group with it, until the shell continues it. The system does not stop a group that
     * no shell controls, since nothing could continue it.
     */
    void suspend() {
        Attributes raw = leaveForAWhile();
        try {
            new ProcessBuilder("sh", "-c", "kill -TSTP 0").inheritIO().start().waitFor();
        } catch (IOException e) {
            LOG.warn("Cannot suspend the program", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        enterAgain(raw);
    }

    /**
     * Lets an editor have the terminal, as it was found, while it changes a text. A Ctrl-C there is for the editor alone.
     *
     * @throws IOException the editor's reason not to change it
     */
    String lendTo(TextEditor editor, String text) throws IOException {
        SignalHandler atInterrupt = terminal.handle(Signal.INT, signal -> {});
        Attributes raw = leaveForAWhile();
        try {
            return editor.edit(text);
        } finally {
            enterAgain(raw);
            terminal.handle(Signal.INT, atInterrupt);
        }
    }

    private Attributes leaveForAWhile() {
        Attributes raw = terminal.getAttributes();
        terminal.setAttributes(before);
        out.print(resetModes);
        out.flush();
        return raw;
    }

    private void enterAgain(Attributes raw) {
        terminal.setAttributes(raw);
        terminal.puts(Capability.keypad_xmit);
        terminal.writer().print(BRACKETED_PASTE_ON);
    }

    /** Leaves raw mode for good; if a line {@code isBeingTyped}, what is printed next starts on a new row. */
    void restore(boolean isBeingTyped) {
        try {
            terminal.close();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("The terminal is closed already", e);
        }
        out.print(isBeingTyped ? resetModes + System.lineSeparator() : resetModes);
        out.flush();
    }
}
