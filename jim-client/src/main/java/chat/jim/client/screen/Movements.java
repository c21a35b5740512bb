package chat.jim.client.screen;

import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.action.Action;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The notices of those who come to rooms and leave them: it leaves out what the person does not want to see, and keeps the
 * rest for a moment, so that many become one line. May be used from any thread; the lines are shown under its lock.
 */
final class Movements {
    /** Runs a task a little later, on another thread. */
    interface Delay {
        /** Runs {@code task} after so many milliseconds. */
        void after(long millis, Runnable task);
    }

    /** Hardly anybody notices it. */
    private static final long FOLDING_MILLIS = 250;

    private static final Duration LATELY = Duration.ofMinutes(10);
    private static final int MOST_TALKERS = 1000;

    /** Those that go the same way. */
    private record Way(Movement.Kind kind, String room) {}

    private final Notices wanted;
    private final @Nullable Delay delay;
    private final InstantSource clock;
    private final Consumer<String> show;

    private final Map<Way, List<String>> kept = new LinkedHashMap<>();
    private final Map<Address, Instant> talkers = new LinkedHashMap<>();
    private Set<Address> contacts = new HashSet<>();

    /**
     * Nobody has moved yet.
     *
     * @param delay null shows each at once
     * @param show shows a sentence
     */
    Movements(Notices wanted, @Nullable Delay delay, InstantSource clock, Consumer<String> show) {
        this.wanted = wanted;
        this.delay = delay;
        this.clock = clock;
        this.show = show;
    }

    /** Somebody has said something. */
    synchronized void heard(Action.Msg msg) {
        Address talker = msg.from();
        if (talker != null && wanted == Notices.TALKERS) {
            talkers.remove(talker);
            talkers.put(talker, clock.instant());
            if (talkers.size() > MOST_TALKERS) {
                talkers.remove(talkers.keySet().iterator().next());
            }
        }
    }

    boolean wantsContacts() {
        return wanted == Notices.TALKERS;
    }

    /** What is no name is ignored. */
    synchronized void setContacts(List<String> names) {
        contacts = names.stream()
                .map(Movements::account)
                .flatMap(Stream::ofNullable)
                .collect(Collectors.toSet());
    }

    /** Somebody has moved. */
    synchronized void add(Movement movement) {
        if (!isWanted(movement.name())) {
            return;
        }
        if (hasMoved(movement.name(), movement.room())) {
            showKept(); // the last that is shown of somebody is the last that happened
        }
        boolean first = kept.isEmpty();
        kept.computeIfAbsent(new Way(movement.kind(), movement.room()), way -> new ArrayList<>())
                .add(movement.name());
        if (delay == null) {
            showKept();
        } else if (first) {
            delay.after(FOLDING_MILLIS, this::showKept);
        }
    }

    private boolean hasMoved(String name, String room) {
        return kept.entrySet().stream()
                .anyMatch(way ->
                        way.getKey().room().equals(room) && way.getValue().contains(name));
    }

    private boolean isWanted(String name) {
        return switch (wanted) {
            case ALL -> true;
            case NONE -> false;
            case TALKERS -> isTalker(name);
        };
    }

    private boolean isTalker(String name) {
        Address user = account(name);
        Instant spoke = user == null ? null : talkers.get(user);
        return contacts.contains(user) || (spoke != null && spoke.plus(LATELY).isAfter(clock.instant()));
    }

    private static @Nullable Address account(String name) {
        try {
            return Address.account(name);
        } catch (ProtocolException e) {
            return null;
        }
    }

    /** Shows what was kept: before anything else is shown, so that the order stays. */
    synchronized void showKept() {
        kept.forEach((way, names) -> show.accept(Movement.sentence(names, way.kind(), way.room())));
        kept.clear();
    }
}
