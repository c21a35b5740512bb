package chat.jim.server.routing;

import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the operator asks for at the other servers of a chat. Requests and answers are lines of JSON, as they are at the control
 * socket. May be used from any thread.
 */
public interface Orders {
    /**
     * What a server has answered.
     *
     * @param place where its clients connect, for the operator
     * @param lines null if it does not answer
     */
    record Answer(String place, @Nullable String lines) {}

    /** Where the clients of this server connect, for the operator. */
    String place();

    /** From now on, that answers what other servers ask for: it gets a request, and who asks. */
    void begin(BinaryOperator<String> handler);

    /**
     * Asks the server that has that name; null if none of the others has it. Waits for it, but not long.
     *
     * @throws ProtocolException 503 if nobody can tell
     */
    @Nullable
    Answer ask(Address name, String request);

    /** Asks all other servers that are up. Waits for them, but not long. */
    List<Answer> askAll(String request);
}
