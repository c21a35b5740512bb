package chat.jim.server.routing;

import chat.jim.server.peer.Peer;
import chat.jim.server.routing.Directory.Outcome;
import chat.jim.server.routing.Directory.Wish;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The one who gets a name as soon as some have released it.
 *
 * @param settled what has become of the wish, once that is clear
 */
record Heir(Wish wish, List<Peer> leaving, CompletableFuture<Outcome> settled) {
    static Heir waiting(Wish wish, List<Peer> leaving) {
        return new Heir(wish, leaving, new CompletableFuture<>());
    }

    static Heir settled(Wish wish, Outcome outcome) {
        return new Heir(wish, List.of(), CompletableFuture.completedFuture(outcome));
    }

    boolean isOf(Wish other) {
        return wish.equals(other); // it has functions, so no other is like it
    }

    /** Waits until then; false if it is not settled by then. */
    boolean await(long deadline) {
        settled.copy()
                .completeOnTimeout(Outcome.LATE, deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
                .join();
        return settled.isDone();
    }
}
