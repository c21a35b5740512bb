package chat.jim.client.screen;

import chat.jim.protocol.Address;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import java.util.List;

/** Shows what the commands did, and what the server sent, to a person or a script. May be used from any thread. */
public interface Display {
    /** The prompt below everything that is shown. */
    Prompt prompt();

    /** Prints a line of the program itself. */
    void print(String line);

    /** Prints what is wrong with the input, or with the server. */
    void printError(String sentence);

    /** Shows a message from somebody, to the user or to a room. */
    void showMessage(Action.Msg msg);

    /**
     * Shows messages that were kept: as lines for a person, for a program as the answer that has them.
     *
     * @param firstNumber the number of the first one, from which they are counted; 0 leaves the numbers out
     */
    void showKept(Response answer, List<Action.Msg> found, int firstNumber);

    /** Shows a message of the user that the server has accepted with that answer. */
    void showSent(Response answer, Address to, String text);

    /** Shows a message of the user that was not sent, or perhaps not, after a label that says so. */
    void showUnsent(String label, Address to, String text);

    /** Shows a notice of the server, or an error that answers no request. */
    void showNotice(Response notice);

    /** Shows an answer: its text, its list, and its code if it is an error. */
    void showAnswer(Response answer);

    /** Shows an answer for a person in words, the first line with the time; for a program as it is. */
    void showAs(Response answer, String first, List<String> more);

    /** Whether it shows the statuses in a list; where objects are printed as they come, only who asks gets them. */
    boolean showsStatuses();

    /** Whether any error was printed or shown. */
    boolean hasFailed();
}
