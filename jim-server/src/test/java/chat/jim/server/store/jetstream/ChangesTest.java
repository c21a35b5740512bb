package chat.jim.server.store.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.server.measure.Commits;
import chat.jim.server.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChangesTest {
    private final Changes changes = new Changes(new Commits());

    @AfterEach
    void close() {
        changes.close();
    }

    @Test
    void what_is_submitted_while_a_failure_is_told_does_not_overtake_what_has_failed() {
        CompletableFuture<Void> isSubmitted = new CompletableFuture<>();
        List<CompletableFuture<Long>> behind = new ArrayList<>();
        CompletableFuture<Object> told = changes.submit(() -> {
                    isSubmitted.join();
                    throw new StoreException(StoreException.Reason.SILENT, "The engine is away", null);
                })
                .exceptionally(failure -> behind.add(changes.submit(() -> 1L)));

        isSubmitted.complete(null);

        told.join();
        assertThatThrownBy(() -> behind.get(0).join()).hasCauseInstanceOf(StoreException.class);
    }

    @Test
    void what_is_submitted_later_is_tried() {
        CompletableFuture<Object> failed = changes.submit(() -> {
            throw new StoreException(StoreException.Reason.SILENT, "The engine is away", null);
        });
        assertThatThrownBy(failed::join).hasCauseInstanceOf(StoreException.class);
        CompletableFuture<Void> idle = new CompletableFuture<>();
        changes.ping(() -> idle.complete(null));
        idle.join();

        assertThat(changes.submit(() -> 1L).join()).isEqualTo(1L);
    }
}
