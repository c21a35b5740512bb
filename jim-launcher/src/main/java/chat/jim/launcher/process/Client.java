package chat.jim.launcher.process;

import chat.jim.process.Failure;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A running client. */
public interface Client {
    /**
     * How a client ended.
     *
     * @param status its exit status, if that is known
     * @param failure why it could not start; null if it did
     */
    record End(OptionalInt status, @Nullable Failure failure) {}

    /** Asks the client to end. */
    void stop();

    /** Waits until the client has ended, and after {@code millis} ends it by force. */
    void awaitEnd(long millis);
}
