package chat.jim.client.archive;

import chat.jim.client.JimClient;
import chat.jim.client.personal.IgnoreList;
import chat.jim.client.screen.Display;
import chat.jim.client.text.ServerPhrases;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.text.Texts;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What all commands about the past have in common: whom they ask, and what becomes of an answer.
 *
 * @param ignored whose messages are not shown
 * @param isAttended whether there is a person, who may want to know how to go on
 */
record Inquiry(JimClient client, Display display, IgnoreList ignored, boolean isAttended) {
    private static final Texts TEXTS = Texts.of(Inquiry.class);
    private static final int PATIENCE_SECONDS = 10;

    /**
     * Checks that the server may know what was said.
     *
     * @throws ProtocolException 410 if it is one of another kind
     */
    void check() {
        if (!client.history().isPossible()) {
            throw new ProtocolException(Code.GONE, TEXTS.say("past.none"));
        }
    }

    /** Whether an answer is no refusal; a refusal is shown. An older server does not know what it is asked. */
    boolean isGranted(Response answer) {
        boolean isUnknown = ServerPhrases.isUnknownAction(answer);
        if (answer.code().isError()) {
            display.showAnswer(isUnknown ? new Response(Code.GONE, answer.time(), TEXTS.say("past.none")) : answer);
        }
        return !answer.code().isError();
    }

    /** Shows the messages of an answer: as they are, or numbered from there on. */
    void show(Response answer, List<Action.Msg> messages, int firstNumber) {
        display.showKept(answer, messages, firstNumber);
    }

    /** Tells a person how to go on. */
    void hint(String sentence) {
        if (isAttended) {
            display.print(sentence);
        }
    }

    /** Shows an answer that has no messages: as it is to a program, as that line to a person. */
    void tell(Response answer, String line) {
        display.showKept(answer, List.of(), 0);
        display.print(line);
    }

    /** The messages of an answer that are not those of somebody ignored, the oldest first. */
    List<Action.Msg> wanted(List<Action.Msg> messages) {
        return messages.stream().filter(msg -> !ignored.contains(msg.from())).toList();
    }

    /** Waits for what an earlier answer brings, since a script does not; not for long. */
    static <T> T await(CompletableFuture<T> earlier, T otherwise) {
        return earlier.completeOnTimeout(otherwise, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
