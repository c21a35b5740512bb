package chat.jim.launcher.process;

import chat.jim.process.Failure;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A client that runs somewhere. */
public interface Client {
    /**
     * How one ended.
     *
     * @param status its exit status, where that can be known
     * @param failure why it never began, if so
     */
    record End(OptionalInt status, @Nullable Failure failure) {}

    /** Asks it to end. */
    void stop();

    /** Waits until it has ended, and after {@code millis} ends it by force. */
    void awaitEnd(long millis);
}
