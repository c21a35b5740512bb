package chat.jim.launcher.bench;

import chat.jim.process.Failure;
import chat.jim.text.Texts;
import chat.jim.thread.Threads;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs a plan against a server. For one thread, and one run. */
public final class Load {
    private static final Texts TEXTS = Texts.of(Load.class);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LEAVE_MILLIS = 2000;
    private static final int NAMES = 36 * 36 * 36 * 36 * 36;

    private static final int ROUNDS = 2;
    private static final int REQUESTS_OF_SENDER = 50;
    private static final int REQUESTS_OF_FRESH = 5;
    private static final long TIMES_AS_LONG = 20;
    private static final long LEAST_HELD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long MOST_HELD_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long POLL_HELD_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Plan plan;
    private final ServerAddress server;
    private final boolean mayHoldBack;
    private final Supplier<Optional<Duration>> serverCpu;
    private final Consumer<String> progress;
    private final Duration patience;
    private final Result.Interval interval = new Result.Interval();
    private final CompletableFuture<String> broken = new CompletableFuture<>();
    private final List<Peer> peers = new ArrayList<>();
    private final List<Peer> begun = new ArrayList<>();
    private final List<Sender> senders = new ArrayList<>();
    private final List<Receiver> receivers = new ArrayList<>();

    /** The start of all names here, random so that several runs can use one server. */
    private final String names =
            "bench-" + Integer.toString(ThreadLocalRandom.current().nextInt(NAMES), Character.MAX_RADIX);

    /**
     * Prepares a run.
     *
     * @param mayHoldBack whether the server may have flood control; if so, it is found out whether that has worked
     * @param serverCpu the processor time that the server has used so far, if that is known
     * @param progress gets a line each second
     * @param patience how long to wait for late messages at the end
     */
    public Load(
            Plan plan,
            ServerAddress server,
            boolean mayHoldBack,
            Supplier<Optional<Duration>> serverCpu,
            Consumer<String> progress,
            Duration patience) {
        this.plan = plan;
        this.server = server;
        this.mayHoldBack = mayHoldBack;
        this.serverCpu = serverCpu;
        this.progress = progress;
        this.patience = patience;
    }

    /**
     * Runs the plan.
     *
     * @throws Failure there is no server, or it cannot bear the load
     */
    public Result run() {
        try {
            if (plan.isRoom()) {
                fillRoom();
            } else {
                makePairs();
            }
            startSenders();
            pass(TEXTS.say("warming"), plan.warmup());
            Optional<Duration> before = serverCpu.get();
            interval.begin();
            pass(TEXTS.say("measuring"), plan.seconds());
            interval.end();
            Optional<Duration> after = serverCpu.get();
            senders.forEach(Sender::stop);
            drain();
            long unanswered = unanswered();
            boolean heldBack = mayHoldBack && isStillAnswering(unanswered) && isHeldBack();
            leave();
            return result(
                    unanswered,
                    heldBack,
                    before.isPresent() && after.isPresent() ? after.get().minus(before.get()) : null);
        } finally {
            senders.forEach(Sender::stop);
            peers.forEach(Peer::close);
        }
    }

    private void makePairs() {
        for (int i = 0; i < plan.senders(); i++) {
            Peer from = connect(names + "-s" + i);
            Peer to = connect(names + "-r" + i);
            Sender sender = new Sender(i, from, to.name(), plan, interval);
            senders.add(sender);
            Receiver receiver = new Receiver(to, List.of(sender), interval);
            // The receiver's thread also sends, which saves a hand-off. It cannot block for long, because
            // another thread reads the sender's answers.
            begin(to, receiver, () -> {
                receiver.freePlaces();
                sender.sendMore();
            });
            begin(from, new Receiver(from, List.of(), interval), () -> {});
        }
    }

    private void fillRoom() {
        String room = "#" + names;
        for (int i = 0; i < plan.senders(); i++) {
            senders.add(new Sender(i, connect(names + "-m" + i), room, plan, interval));
        }
        for (int i = 0; i < plan.members(); i++) {
            Peer member = i < senders.size() ? senders.get(i).peer() : connect(names + "-m" + i);
            member.join(room);
            Receiver receiver = new Receiver(member, senders, interval);
            begin(member, receiver, receiver::freePlaces);
        }
    }

    private Peer connect(String name) {
        try {
            Peer peer = new Peer(name, server, broken::complete);
            peers.add(peer);
            peer.comeOnline();
            return peer;
        } catch (UnknownHostException e) {
            throw new Failure(TEXTS.say("nohost", server.host()));
        } catch (IOException e) {
            throw new Failure(
                    peers.isEmpty()
                            ? TEXTS.say("noserver", server, String.valueOf(e.getMessage()))
                            : TEXTS.say("few", peers.size(), plan.guests(), server, String.valueOf(e.getMessage())));
        }
    }

    private void begin(Peer peer, Receiver receiver, Runnable beforeWaiting) {
        try {
            receivers.add(receiver);
            peer.begin(receiver::onMessage, beforeWaiting);
            begun.add(peer);
        } catch (IOException e) {
            throw new Failure(TEXTS.say("broke", peer.name(), String.valueOf(e.getMessage()), ""));
        }
    }

    /** In a room each sender has its own thread: a member that blocks in writing could not read, and might wait forever. */
    private void startSenders() {
        for (Sender sender : senders) {
            if (plan.isRoom()) {
                Threads.start(sender::sendAll);
            } else {
                sender.sendMore();
            }
        }
    }

    private void pass(String what, int seconds) {
        long start = interval.now();
        long before = total();
        for (int i = 1; i <= seconds; i++) {
            await(start + TimeUnit.SECONDS.toNanos(i) - interval.now());
            long now = total();
            String count = String.format(Locale.ROOT, "%,d", now - before);
            progress.accept(TEXTS.say(plan.isRoom() ? "progress.room" : "progress.pairs", what, i, seconds, count));
            before = now;
        }
    }

    private long total() {
        return receivers.stream().mapToLong(Receiver::total).sum();
    }

    /** Waits, and fails at once if a connection breaks. */
    private void await(long nanos) {
        try {
            throw new Failure(broken.get(Math.max(0, nanos), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return; // no connection is broken
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.");
        }
    }

    private void drain() {
        long end = interval.now() + patience.toNanos();
        while (!isQuiet() && interval.now() < end) {
            await(POLL_NANOS);
        }
    }

    private boolean isQuiet() {
        return senders.stream().allMatch(sender -> sender.window().isEmpty())
                && peers.stream().allMatch(peer -> peer.unanswered() == 0);
    }

    private long unanswered() {
        return peers.stream().mapToLong(Peer::unanswered).sum();
    }

    /** Whether it makes sense to ask the server for more. */
    private boolean isStillAnswering(long unanswered) {
        if (unanswered > 0) {
            await(patience.toNanos());
        }
        return unanswered == 0 || unanswered() < unanswered;
    }

    /**
     * Whether the server takes much longer for the requests of a sender than for some of a guest who has sent nothing: so
     * flood control works, which no answer mentions. The quickest round counts, since a pause of the machine is none.
     */
    private boolean isHeldBack() {
        Peer fresh = connect(names + "-f");
        begin(fresh, new Receiver(fresh, List.of(), interval), () -> {});
        long held = Long.MAX_VALUE;
        long free = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS && held > LEAST_HELD_NANOS; i++) {
            held = Math.min(held, nanosOfRound(senders.get(0).peer(), REQUESTS_OF_SENDER));
            free = Math.min(free, nanosOfRound(fresh, REQUESTS_OF_FRESH));
        }
        return held > LEAST_HELD_NANOS && held > TIMES_AS_LONG * free;
    }

    private long nanosOfRound(Peer peer, int requests) {
        long start = interval.now();
        try {
            peer.sendIdle(requests);
        } catch (IOException e) {
            return 0;
        }
        while (peer.unanswered() > 0 && interval.now() - start < MOST_HELD_NANOS) {
            await(POLL_HELD_NANOS);
        }
        return interval.now() - start;
    }

    private void leave() {
        begun.forEach(Peer::leave);
        begun.forEach(peer -> peer.awaitEnd(LEAVE_MILLIS));
    }

    private Result result(long unanswered, boolean heldBack, @Nullable Duration cpu) {
        Latencies latencies = new Latencies();
        receivers.forEach(receiver -> latencies.add(receiver.latencies()));
        long refused = peers.stream().mapToLong(Peer::refused).sum();
        Result.Losses losses = receivers.stream()
                .map(Receiver::losses)
                .reduce(new Result.Losses(0, 0, 0, 0, refused, unanswered), Result.Losses::plus);
        return new Result(
                plan,
                interval.seconds(),
                receivers.stream().mapToLong(Receiver::delivered).sum(),
                latencies,
                losses,
                cpu,
                heldBack,
                peers.stream()
                        .map(Peer::refusal)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
    }
}
