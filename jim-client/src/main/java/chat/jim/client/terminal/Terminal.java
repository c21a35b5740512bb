package chat.jim.client.terminal;

import chat.jim.text.Texts;
import chat.jim.text.YesNo;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where lines are typed and shown. Only one thread may read; all other methods may be called from any thread. */
public interface Terminal extends AutoCloseable {
    /** The character that rings the bell. */
    char BELL = '\u0007';

    /** Answers a line editor's questions about a line of chat, on the reading thread. */
    interface Adviser {
        /** The words that {@code word} may be the beginning of, after the text {@code before}. */
        List<String> completions(String before, String word);

        /** Whether a line must not be kept in the history after the program has ended. */
        boolean isPrivate(String line);
    }

    /** Whether there is a person, and not a file or a pipe. */
    boolean isInteractive();

    /** Whether somebody is there to answer a question: also a person whose lines another program passes on. */
    default boolean isAttended() {
        return isInteractive();
    }

    /**
     * Reads a line of chat, with a prompt, a history of such lines, and completion.
     *
     * @param draft the text that the line starts with, for the person to change
     * @param adviser knows about such lines
     * @return what was typed, with line breaks if it was pasted with them; empty if it was abandoned by Ctrl-C; null at the
     *     end of input, or if there was nothing to abandon
     */
    @Nullable
    String readLine(String draft, Adviser adviser) throws IOException;

    /** Asks a question and reads the answer, which is in no history; null at the end of input. */
    @Nullable
    String ask(String question) throws IOException;

    /** Asks a question until the answer is yes or no, in any language; the end of input is no. */
    default boolean isYes(String question) throws IOException {
        Optional<Boolean> decision = Optional.empty();
        while (decision.isEmpty()) {
            String answer = ask(question);
            decision = answer == null ? Optional.of(false) : YesNo.of(answer);
            if (decision.isEmpty()) {
                print(Texts.of(Terminal.class).say("yes-or-no"));
            }
        }
        return decision.get();
    }

    /** The same as {@link #ask}, and the answer is not shown. */
    @Nullable
    String askSecret(String question) throws IOException;

    /**
     * Prints a line; one that is being typed stays whole below it. The effect of this and the next three methods may show
     * only at the next {@link #flush}, which reading starts with.
     */
    void print(String line);

    /** Prints an error. */
    void printError(String line);

    /** Rings the bell, if there is one. */
    void ring();

    /** Sets the prompt before a line of chat, including one that is being typed. */
    void setPrompt(String prompt);

    /** Shows what is not shown yet. */
    void flush();

    /** Whether another program has the terminal for a while: what is printed waits until then. */
    boolean isAway();

    /**
     * Why something could not be shown, as a sentence: the terminal is gone, or the output that stands for it has failed.
     * Null if everything was shown that was flushed. Does not wait.
     */
    @Nullable
    String failure();

    /** Restores the terminal; what is printed after that is on lines of its own. */
    @Override
    void close();
}
