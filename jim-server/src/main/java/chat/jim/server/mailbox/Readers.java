package chat.jim.server.mailbox;

import chat.jim.server.mailbox.UnackedMessages.InStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The logins to one account that are there: each is sent the messages of the mailbox, and one of them confirms a message for
 * all. Guarded by the lock of its {@link Mailbox}.
 */
final class Readers {
    private static final Delivery[] NONE = {};

    private final UnackedMessages unacked;

    /** In an array that never changes, the oldest login first. */
    private Delivery[] all = NONE;

    /** Those who are sent these messages. */
    Readers(UnackedMessages unacked) {
        this.unacked = unacked;
    }

    /** Adds a reader, who is sent only what nobody was sent before. */
    void add(Delivery reader) {
        reader.begin(unacked.next());
        Delivery[] more = Arrays.copyOf(all, all.length + 1);
        more[all.length] = reader;
        all = more;
    }

    void remove(Delivery reader) {
        all = Stream.of(all).filter(other -> other != reader).toArray(Delivery[]::new);
    }

    void removeAll() {
        all = NONE;
    }

    /** They are not copied: the array never changes. */
    Delivery[] all() {
        return all;
    }

    boolean isEmpty() {
        return all.length == 0;
    }

    boolean has(Delivery login) {
        for (Delivery reader : all) {
            if (reader == login) {
                return true;
            }
        }
        return false;
    }

    /** Each unconfirmed message is in the store, and will be read anew: nobody is sent again what it was sent. */
    void rememberSent() {
        for (Delivery reader : all) {
            reader.rememberSent(unacked);
        }
    }

    /** The number before which one of them is being asked about all. */
    long asked() {
        return Stream.of(all)
                .mapToLong(reader -> reader.ackProbe().asked())
                .max()
                .orElse(0);
    }

    /** The oldest number that one of them may still confirm; more than any if there is none. */
    long unconfirmed() {
        return Stream.of(all).mapToLong(Delivery::unconfirmed).min().orElse(Long.MAX_VALUE);
    }

    /** Whether they have been sent everything in the store: then nothing is read anew any more. Returns that. */
    boolean caughtUp(boolean haveAll) {
        for (Delivery reader : all) {
            if (haveAll) {
                reader.forgetSent();
            }
        }
        return haveAll;
    }

    /** Whether one of them was sent each unconfirmed message. */
    boolean haveAll() {
        for (Delivery reader : all) {
            if (reader.unconfirmed() <= unacked.first()) {
                return true;
            }
        }
        return false;
    }

    /** Asks each to confirm what it was sent, if there is anything. */
    void ask() {
        for (Delivery reader : all) {
            if (unacked.isOneSince(reader.unconfirmed())) {
                reader.ackProbe().ask(unacked.next());
            }
        }
    }

    /** Asks each, even if there is nothing to confirm: who answers is sent what waits. */
    void wake() {
        for (Delivery reader : all) {
            reader.ackProbe().probe(unacked.next());
        }
    }

    /** Has all sent what waits, and asks each besides: another thread may be just about to end with that. */
    void drainSoon() {
        wake();
        if (all.length > 0) {
            all[0].drainSoon();
        }
    }

    /** The reader confirms nothing from now on. */
    void decline(Delivery reader) {
        if (has(reader)) {
            reader.ackProbe().decline();
        }
    }

    /** The reader has answered its probe: all are asked about what is left. Returns the messages that may leave the store now. */
    List<InStore> confirm(Delivery reader) {
        List<InStore> read = has(reader) ? confirm(reader, reader.ackProbe().confirm()) : List.of();
        ask();
        return read;
    }

    /** The reader has confirmed all before that number. Returns the messages that may leave the store now. */
    private List<InStore> confirm(Delivery reader, long before) {
        if (before <= reader.unconfirmed()) {
            return List.of();
        }
        List<InStore> read = unacked.confirm(reader.unconfirmed(), before);
        reader.setUnconfirmed(before);
        return read;
    }

    /** The same for those who understand no probes: what is written counts as read. */
    List<InStore> confirmWithoutAnswer() {
        List<InStore> read = new ArrayList<>();
        for (Delivery reader : all) {
            read.addAll(confirm(reader, reader.ackProbe().confirmWithoutAnswer()));
        }
        return read;
    }
}
