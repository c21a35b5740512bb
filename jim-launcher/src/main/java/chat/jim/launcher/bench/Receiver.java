package chat.jim.launcher.bench;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Checks and times the messages that reach one peer, on that peer's thread. Its counts are final once that thread has ended. */
final class Receiver {
    private final Peer peer;
    private final List<Sender> senders;
    private final Result.Interval interval;
    private final List<Arrivals> arrivals;
    private final int[] completed;
    private final Latencies latencies = new Latencies();
    private final AtomicLong total = new AtomicLong();
    private long delivered;
    private long changed;

    /** Expects everything that these senders send, but for what the peer sends itself. Their ids are consecutive. */
    Receiver(Peer peer, List<Sender> senders, Result.Interval interval) {
        this.peer = peer;
        this.senders = List.copyOf(senders);
        this.interval = interval;
        arrivals = Stream.generate(Arrivals::new).limit(senders.size()).toList();
        completed = new int[senders.size()];
    }

    /** Takes a message that has arrived. */
    void onMessage(byte[] from, byte[] text) {
        int i = senders.isEmpty() ? -1 : MessageText.id(text) - senders.get(0).id();
        boolean expected = i >= 0 && i < senders.size() && isExpected(senders.get(i));
        long number = expected ? senders.get(i).number(from, text) : -1;
        if (number < 0) {
            changed++;
            return;
        }
        Arrivals known = arrivals.get(i);
        long next = known.next();
        if (!known.add(number)) {
            return;
        }
        long now = interval.now();
        total.lazySet(total.get() + 1);
        if (interval.contains(now)) {
            delivered++;
        }
        if (number >= next) {
            advance(i, next, number, now);
        }
    }

    /** Gives up the messages that were skipped, or they would hold their places forever. */
    private void advance(int sender, long next, long number, long now) {
        Window window = senders.get(sender).window();
        long sent = window.sentAt(number);
        if (interval.contains(sent)) {
            latencies.record(now - sent);
        }
        for (long i = next; i <= number; i++) {
            if (window.copyArrived(i)) {
                completed[sender]++;
            }
        }
    }

    /** Gives the senders back the places of the messages that have arrived since the last call. */
    void freePlaces() {
        for (int i = 0; i < completed.length; i++) {
            senders.get(i).window().free(completed[i]);
            completed[i] = 0;
        }
    }

    private boolean isExpected(Sender sender) {
        return !sender.peer().equals(peer);
    }

    /** How many messages have arrived so far. May be called from any thread. */
    long total() {
        return total.get();
    }

    /** How many messages arrived while it was measured. */
    long delivered() {
        return delivered;
    }

    /** The latencies of the messages that were sent while it was measured. */
    Latencies latencies() {
        return latencies;
    }

    /** What went wrong with the messages that were expected. */
    Result.Losses losses() {
        Result.Losses losses = new Result.Losses(0, 0, 0, changed, 0, 0);
        for (int i = 0; i < senders.size(); i++) {
            if (isExpected(senders.get(i))) {
                Arrivals known = arrivals.get(i);
                long lost = known.lost(senders.get(i).window().sent());
                losses = losses.plus(new Result.Losses(lost, known.doubled(), known.outOfOrder(), 0, 0, 0));
            }
        }
        return losses;
    }

    /** Which of one sender's numbered messages have arrived. For one thread. */
    static final class Arrivals {
        private final Set<Long> missing = new HashSet<>();
        private long next;
        private long doubled;
        private long outOfOrder;

        /** The number after the highest that has arrived. */
        long next() {
            return next;
        }

        /** Notes that a message has arrived; false if it had arrived before. */
        boolean add(long number) {
            if (number >= next) {
                for (long skipped = next; skipped < number; skipped++) {
                    missing.add(skipped);
                }
                next = number + 1;
                return true;
            }
            if (missing.remove(number)) {
                outOfOrder++;
                return true;
            }
            doubled++;
            return false;
        }

        /** How many of {@code sent} messages have not arrived. */
        long lost(long sent) {
            return missing.size() + sent - next;
        }

        /** How many messages arrived again. */
        long doubled() {
            return doubled;
        }

        /** How many messages arrived after a later one. */
        long outOfOrder() {
            return outOfOrder;
        }
    }
}
