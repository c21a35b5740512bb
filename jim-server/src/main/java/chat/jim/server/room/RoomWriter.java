package chat.jim.server.room;

import chat.jim.server.store.RoomStore;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what is to be kept of the rooms that stay; of others nothing is kept. */
final class RoomWriter {
    private static final Logger LOG = LoggerFactory.getLogger(RoomWriter.class);

    private final RoomStore store;

    RoomWriter(RoomStore store) {
        this.store = store;
    }

    /** Writes all of a room that has not stayed before. Does not wait: if it fails, the next change writes it. */
    void writeAll(Room room) {
        List<CompletableFuture<?>> unused = writes(room);
    }

    private List<CompletableFuture<?>> writes(Room room) {
        List<CompletableFuture<?>> writes = new ArrayList<>();
        writes.add(store.put(room.settings()));
        room.rights().members().forEach(member -> writes.add(store.put(member)));
        room.rights().sanctions(any -> true).forEach(sanction -> writes.add(store.put(sanction)));
        writes.replaceAll(write -> logged(write).whenComplete((done, failure) -> {
            if (failure != null) {
                room.setUnwritten(true);
            }
        }));
        return writes;
    }

    /** Forgets a room that stays no longer. Does not wait. */
    void remove(Room room) {
        submit(store.remove(room.name()));
    }

    /**
     * Writes changes of a room, and waits for the disk.
     *
     * @throws StoreException it failed
     */
    <T> void await(Room room, List<T> changes, Function<T, CompletableFuture<?>> write) {
        if (!room.isStaying()) {
            return;
        }
        if (room.isUnwritten()) {
            room.setUnwritten(false);
            writes(room).forEach(Store::await);
        }
        List<CompletableFuture<?>> written = new ArrayList<>();
        changes.forEach(change -> written.add(write.apply(change)));
        written.forEach(Store::await);
    }

    /** Writes a change of a room. Does not wait. */
    <T> void submit(Room room, T change, Function<T, CompletableFuture<?>> write) {
        if (room.isStaying()) {
            submit(write.apply(change));
        }
    }

    /** A change that nobody waits for. */
    void submit(CompletableFuture<?> change) {
        CompletableFuture<?> unused = logged(change);
    }

    private static <T> CompletableFuture<T> logged(CompletableFuture<T> change) {
        return change.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.atLevel(StoreException.levelOf(failure))
                        .log(
                                "What a room is cannot be noted: {}",
                                Objects.requireNonNull(failure).getMessage());
            }
        });
    }
}
