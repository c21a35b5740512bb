package chat.jim.client.command;

import chat.jim.client.JimClient;
import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The users whose names can be completed: those who were online when the server was last asked, and those who have written
 * lately. May be used from any thread.
 */
public final class KnownUsers {
    private static final int MOST_WRITERS = 200;
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final Set<Address> writers = new LinkedHashSet<>();
    private Set<Address> online = Set.of();
    private Instant asked = Instant.EPOCH;
    private @Nullable Address lastDirectWriter;

    /** Knows nobody yet. */
    public KnownUsers(InstantSource clock) {
        this.clock = clock;
    }

    /** Asks the server who is online, unless it was asked just now. */
    public void refresh(JimClient client) {
        if (isDue()) {
            client.whoIfFree(this::setOnline);
        }
    }

    private synchronized boolean isDue() {
        Instant now = clock.instant();
        boolean due = asked.plus(FRESH).isBefore(now);
        if (due) {
            asked = now;
        }
        return due;
    }

    private synchronized void setOnline(Response answer) {
        online = Set.copyOf(Objects.requireNonNullElse(answer.names(), List.<String>of()).stream()
                .flatMap(KnownUsers::valid)
                .toList());
    }

    /** A list may contain anything: what is not a name must not get into a line that is typed. */
    private static Stream<Address> valid(String name) {
        try {
            return Stream.of(Address.account(name));
        } catch (ProtocolException e) {
            return Stream.empty();
        }
    }

    /** Adds the writer of a message. */
    public synchronized void add(Action.Msg msg) {
        Address writer = msg.from();
        if (writer == null) {
            return;
        }
        if (!msg.to().isRoom()) {
            lastDirectWriter = writer;
        }
        writers.remove(writer);
        writers.add(writer);
        if (writers.size() > MOST_WRITERS) {
            writers.remove(writers.iterator().next());
        }
    }

    /** Who wrote the last message to the user directly; null if nobody did. */
    public synchronized @Nullable Address lastDirectWriter() {
        return lastDirectWriter;
    }

    /** All of them. */
    public synchronized Set<Address> all() {
        Set<Address> all = new LinkedHashSet<>(writers);
        all.addAll(online);
        return all;
    }
}
