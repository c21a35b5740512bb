package chat.jim.client.screen;

import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.protocol.Response;

/** Shows what came of the commands, and what came by itself: to a person, or to a script. May be used from any thread. */
public interface Display {
    /** Prints a line that the program itself has to say. */
    void print(String line);

    /** Prints what is wrong with what was typed, or with the server. */
    void complain(String sentence);

    /** Shows what somebody wrote, to us or to a room. */
    void showMessage(Action.Msg msg);

    /** Shows what we wrote, once the server has taken it with that answer. */
    void showSent(Response answer, Address to, String text);

    /** Shows what we wrote and the server has not taken, behind words that say so. */
    void giveBack(String words, Address to, String text);

    /** Shows a notice of the server, or an error that nobody asked for. */
    void showNotice(Response notice);

    /** Shows an answer: its words, its list, and its code if it is an error. */
    void showAnswer(Response answer);

    /** Shows an error with its code and words. */
    void showError(Response error);

    /** Whether an error was shown, or something complained of. */
    boolean hasFailed();
}
