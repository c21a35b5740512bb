package chat.jim.client;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells once that a link was lost, if that matters: while the link is used, and not while a login is tried over it. Once the
 * client has left it, nothing matters any more. May be used from any thread.
 */
final class LossReport {
    private enum Use {
        TRIED,
        USED,
        LEFT
    }

    private final Consumer<String> listener;
    private final AtomicReference<Use> use = new AtomicReference<>(Use.TRIED);

    /** Why the link was lost, until the listener is told. */
    private final AtomicReference<@Nullable String> untold = new AtomicReference<>();

    /** @param listener is told why the link was lost */
    LossReport(Consumer<String> listener) {
        this.listener = listener;
    }

    /** From now on the loss matters; it is told now if the link is lost already. */
    void use() {
        use.compareAndSet(Use.TRIED, Use.USED);
        tellIf(matters());
    }

    /** From now on the loss does not matter, until the link is used again. */
    void tryOut() {
        use.compareAndSet(Use.USED, Use.TRIED);
    }

    /** Whether a login is tried over it. */
    boolean isTried() {
        return use.get() == Use.TRIED;
    }

    /** From now on the loss never matters. */
    void leave() {
        use.set(Use.LEFT);
    }

    /** The link has ended. Whether that matters is asked before the reason, since who is told that may leave at once. */
    void end(Supplier<String> reason) {
        boolean before = matters();
        untold.set(reason.get());
        tellIf(before || matters());
    }

    private boolean matters() {
        return use.get() == Use.USED;
    }

    private void tellIf(boolean matters) {
        Optional.ofNullable(matters ? untold.getAndSet(null) : null).ifPresent(listener);
    }
}
