package chat.jim.server.cluster.message;

import chat.jim.server.cluster.message.BatchAnswer.Result;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What becomes of a message from another server. One thread makes it, and then one waits for it. */
final class Fate {
    /** Null if it is known. */
    private final @Nullable Supplier<Result> later;

    /** Null until it is known. */
    private @Nullable Result result;

    private Fate(@Nullable Supplier<Result> later, @Nullable Result result) {
        this.later = later;
        this.result = result;
    }

    /** It is known at once. */
    static Fate known(Result result) {
        return new Fate(null, result);
    }

    /** It is known when that returns, which may wait, and is called once. */
    static Fate later(Supplier<Result> waiting) {
        return new Fate(waiting, null);
    }

    /** The same, of which that makes something else when it is known. */
    Fate then(UnaryOperator<Result> change) {
        return isKnown() ? known(change.apply(get())) : later(() -> change.apply(get()));
    }

    /** Whether it was known at once. */
    boolean isKnown() {
        return later == null;
    }

    /** Waits until it is known. */
    Result get() {
        if (result == null) {
            result = Objects.requireNonNull(later).get();
        }
        return result;
    }
}
