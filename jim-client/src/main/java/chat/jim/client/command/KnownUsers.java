package chat.jim.client.command;

import chat.jim.client.JimClient;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom one can write to, as far as is known: the users who have written lately, and the users, rooms and contacts that the
 * server named when it was last asked. May be used from any thread.
 */
public final class KnownUsers {
    private static final int MOST_WRITERS = 200;
    private static final Duration FRESH = Duration.ofSeconds(5);

    /** A person who has typed a line waits no longer for what the server knows. */
    private static final long PATIENCE_SECONDS = 2;

    private final InstantSource clock;
    private final Set<Address> writers = new LinkedHashSet<>();
    private Set<Address> online = Set.of();
    private Set<Address> contacts = Set.of();
    private Set<Address> rooms = Set.of();
    private Instant asked = Instant.EPOCH;
    private @Nullable Address lastDirectWriter;

    /** Knows nobody yet. */
    public KnownUsers(InstantSource clock) {
        this.clock = clock;
    }

    /** Asks the server who is online, unless it was asked just now. */
    public void refresh(JimClient client) {
        if (isDue()) {
            client.listIfFree(false, this::setOnline);
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

    /**
     * Asks the server, unless it is an old one, who is online and which rooms there are, and calls {@code onKnown} then, on
     * the receiving thread.
     */
    public void ask(JimClient client, Runnable onKnown) {
        client.listIfFree(false, this::setOnline);
        client.listIfFree(true, answer -> {
            setRooms(answer);
            onKnown.run();
        });
    }

    /**
     * Asks the server for all that can be known, and waits for the answers; not for long, and not for a server that is away.
     * Not for the receiving thread. An old server is not asked.
     */
    public void await(JimClient client) {
        if (client.hasEnded() || client.isAtOldServer()) {
            return;
        }
        CompletableFuture<Boolean> known = new CompletableFuture<>();
        client.contacts(false, this::setContacts);
        ask(client, () -> known.complete(true));
        known.completeOnTimeout(false, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    private synchronized void setOnline(Response answer) {
        online = named(answer, name -> !name.isRoom());
    }

    private synchronized void setContacts(Response answer) {
        contacts = named(answer, name -> !name.isRoom());
    }

    private synchronized void setRooms(Response answer) {
        rooms = named(answer, Address::isRoom);
    }

    /** In the server's order. A list may contain anything: what is not a name must not get into a line that is typed. */
    private static Set<Address> named(Response answer, Predicate<Address> kind) {
        Set<Address> names = new LinkedHashSet<>();
        Objects.requireNonNullElse(answer.names(), List.<String>of()).stream()
                .flatMap(KnownUsers::valid)
                .filter(kind)
                .forEach(names::add);
        return names;
    }

    private static Stream<Address> valid(String name) {
        try {
            return Stream.of(Address.of(name));
        } catch (ProtocolException e) {
            return Stream.empty();
        }
    }

    /** Adds the writer of a message to that client. */
    public synchronized void add(Action.Msg msg, JimClient client) {
        Address writer = msg.from();
        if (writer == null) {
            return;
        }
        if (!msg.to().isRoom() && !client.overhears(msg)) {
            lastDirectWriter = writer;
        }
        if (valid(writer.toString()).findAny().isEmpty()) {
            return;
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

    /** The users among them. */
    public synchronized Set<Address> all() {
        Set<Address> all = new LinkedHashSet<>(writers);
        all.addAll(online);
        return all;
    }

    /** Whether somebody is online or a contact, as far as is known, or a room was entered. */
    public boolean isKnown(Address name, JimClient client) {
        return name.isRoom() ? client.rooms().contains(name) : isOnlineOrContact(name);
    }

    private synchronized boolean isOnlineOrContact(Address user) {
        return online.contains(user) || contacts.contains(user);
    }

    /** What was perhaps meant by a name that nobody has; null if it is like no other, or somebody has it. */
    public @Nullable Address guess(Address name, JimClient client) {
        List<Address> existing = existing(client);
        return existing.contains(name) ? null : Guess.of(name, existing);
    }

    /** Whom one can write to besides oneself: rooms that were entered, users online, other rooms, contacts. */
    public List<Address> existing(JimClient client) {
        Set<Address> existing = client.rooms().stream()
                .sorted(Comparator.comparing(Address::key))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        synchronized (this) {
            existing.addAll(online);
            existing.addAll(rooms);
            existing.addAll(contacts);
        }
        existing.remove(client.name());
        return List.copyOf(existing);
    }
}
