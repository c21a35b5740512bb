package chat.jim.log;

import java.io.IOException;
import java.util.function.Consumer;

/** Counts the lines of a log that could not be written, until the log itself has told of them. For one thread. */
final class LostLines {
    private final Consumer<IOException> teller;
    private final OncePerMinute warning = new OncePerMinute();
    private long count;
    private boolean failing;

    /** @param teller is told, once for each time that writing begins to fail, but not every moment */
    LostLines(Consumer<IOException> teller) {
        this.teller = teller;
    }

    /** A line could not be written. */
    void failed(IOException e) {
        count++;
        if (!failing && warning.isDue()) {
            teller.accept(e);
        }
        failing = true;
    }

    /** A line was written. */
    void written() {
        failing = false;
    }

    /** How many lines the log has to tell of now: none while it cannot be written. */
    long toTell() {
        return failing ? 0 : count;
    }

    /** The log was to tell of so many: that was written, or is itself one more that could not be. */
    void told(long lines) {
        count -= failing ? 1 : lines;
    }
}
