package chat.jim.client.terminal;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the person sits: lines are typed there and shown there. Only one thread may read; all else may be called from any
 * thread.
 */
public interface Terminal extends AutoCloseable {
    /** What rings. */
    char BELL = '\u0007';

    /** What a line editor asks about a line of chat, on the reading thread. */
    interface Adviser {
        /** The words that could stand where {@code word} has been begun, behind the text {@code before}. */
        List<String> completions(String before, String word);

        /** Whether a line must not be kept longer than the program runs. */
        boolean isPrivate(String line);
    }

    /** Whether a person sits there, and not a file or a pipe in the place of one. */
    boolean isInteractive();

    /**
     * Reads a line of chat, with what is offered for that: a prompt, a history of such lines, and completion.
     *
     * @param draft what stands there already, for the person to change
     * @param adviser knows about such lines
     * @return what was typed, with line breaks if it was pasted with them; empty if it was given up by Ctrl-C; null at the
     *     end of input, or if there was nothing to give up
     */
    @Nullable
    String readLine(String draft, Adviser adviser) throws IOException;

    /** Asks a question, and reads the answer, which is not kept in any history; null if there is none to come. */
    @Nullable
    String ask(String question) throws IOException;

    /** The same with the answer unseen. */
    @Nullable
    String askSecret(String question) throws IOException;

    /**
     * Prints a line; one that is being typed stays whole below it. This and the next three may show only at the next
     * {@link #flush}, which reading begins with.
     */
    void print(String line);

    /** Prints a line about something that went wrong. */
    void printError(String line);

    /** Rings the bell, if there is one. */
    void ring();

    /** Sets what stands before a line of chat, also one that is being typed. */
    void setPrompt(String prompt);

    /** Shows what is not shown yet. */
    void flush();

    /** Leaves the terminal as it was found; what is printed after that comes on lines of its own. */
    @Override
    void close();
}
