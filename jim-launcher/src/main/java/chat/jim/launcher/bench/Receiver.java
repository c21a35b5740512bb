package chat.jim.launcher.bench;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Checks and times what comes to one peer, on that peer's thread; its counts are good when that has ended. */
final class Receiver {
    private final Peer peer;
    private final List<Sender> senders;
    private final Interval interval;
    private final List<Arrivals> arrivals;
    private final int[] completed;
    private final Latencies latencies = new Latencies();
    private final AtomicLong total = new AtomicLong();
    private long delivered;
    private long changed;

    /** Expects all that these senders send, whose ids follow one another; and nothing that it has sent itself. */
    Receiver(Peer peer, List<Sender> senders, Interval interval) {
        this.peer = peer;
        this.senders = List.copyOf(senders);
        this.interval = interval;
        arrivals = Stream.generate(Arrivals::new).limit(senders.size()).toList();
        completed = new int[senders.size()];
    }

    /** A message has come. */
    void onText(byte[] from, byte[] text) {
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

    /** Those that were skipped are given up, lest they hold places for ever. */
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

    /** Gives the places of what has come since the last time back to the senders. */
    void freePlaces() {
        for (int i = 0; i < completed.length; i++) {
            senders.get(i).window().free(completed[i]);
            completed[i] = 0;
        }
    }

    private boolean isExpected(Sender sender) {
        return !sender.peer().equals(peer);
    }

    /** How many have come so far; may be called from any thread. */
    long total() {
        return total.get();
    }

    /** How many came in the measuring time. */
    long delivered() {
        return delivered;
    }

    /** How long those took that were sent in the measuring time. */
    Latencies latencies() {
        return latencies;
    }

    /** What went wrong with those that should have come. */
    Losses losses() {
        Losses losses = new Losses(0, 0, 0, changed, 0, 0);
        for (int i = 0; i < senders.size(); i++) {
            if (isExpected(senders.get(i))) {
                Arrivals known = arrivals.get(i);
                long lost = known.lost(senders.get(i).window().sent());
                losses = losses.plus(new Losses(lost, known.doubled(), known.outOfOrder(), 0, 0, 0));
            }
        }
        return losses;
    }
}
