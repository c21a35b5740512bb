package chat.jim.launcher.bench.hostile;

import chat.jim.launcher.bench.ServerAddress;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The scene of one misuse: the names that are used at the server, and the crowd. Prepared by one thread. */
final class Stage implements Closeable {
    /** Of all accounts here. */
    static final String PASSWORD = "Hostile-bench-1";

    /** So many guests go again when no more can come: the bystander and the hostile peers need their places. */
    private static final int ROOM_FOR_OTHERS = 100;

    private static final int NAMES = 36 * 36 * 36 * 36 * 36;

    private final ServerAddress server;
    private final Misuse misuse;
    private final Crowd crowd = new Crowd();

    /** The start of all names here, random so that several stages can use one server. */
    private final String names =
            "b" + Integer.toString(ThreadLocalRandom.current().nextInt(NAMES), Character.MAX_RADIX);

    private @Nullable String shortage;

    Stage(ServerAddress server, Misuse misuse) {
        this.server = server;
        this.misuse = misuse;
    }

    ServerAddress server() {
        return server;
    }

    Misuse misuse() {
        return misuse;
    }

    Crowd crowd() {
        return crowd;
    }

    /** Why not all have come; null if they have. */
    @Nullable
    String shortage() {
        return shortage;
    }

    /** A name for whoever is the {@code number}th of that kind. */
    String name(String kind, int number) {
        return names + "-" + kind + number;
    }

    /** The large room. */
    String big() {
        return "#" + names + "-big";
    }

    /** The account of a hostile peer, which {@link #gather} has made. */
    String account(int peer) {
        return name("a", peer);
    }

    /** What a hostile peer first asks, to be online: with its account if the misuse needs one, or as a guest by that name. */
    String login(String name) {
        return misuse.gathering() == Misuse.Gathering.ACCOUNTS
                ? Requests.login("authenticate", name, PASSWORD)
                : Requests.presence(name);
    }

    /** Lets in all that the misuse needs, as far as the server does. */
    void gather(int peers, int contacts) {
        try {
            Misuse.Gathering needed = misuse.gathering();
            for (int i = 0; i < needed.guests() && shortage == null; i++) {
                admit(name("g", i), needed);
            }
            if (needed == Misuse.Gathering.ACCOUNTS) {
                makeAccounts(peers, contacts);
            }
        } catch (IOException e) {
            shortage = String.valueOf(e.getMessage());
        }
        if (shortage != null) {
            crowd.dismiss(ROOM_FOR_OTHERS);
        }
    }

    private void admit(String name, Misuse.Gathering needed) throws IOException {
        Wire wire = new Wire(server);
        boolean admitted = false;
        try {
            admitted = wire.ask(Requests.presence(name), 1) && enter(wire, name, needed);
        } finally {
            if (!admitted) {
                shortage = String.valueOf(wire.answers().lastCode());
                wire.close();
            }
        }
        if (admitted) {
            crowd.add(name, wire);
        }
    }

    private boolean enter(Wire wire, String name, Misuse.Gathering needed) throws IOException {
        return switch (needed) {
            case ONE_ROOM -> wire.ask(Requests.join(big()), 1);
            case ROOMS -> wire.ask(rooms(name), Misuse.Gathering.ROOMS_EACH);
            default -> true;
        };
    }

    private static String rooms(String name) {
        StringBuilder joins = new StringBuilder();
        for (int i = 0; i < Misuse.Gathering.ROOMS_EACH; i++) {
            joins.append(Requests.join("#" + name + "-" + i));
        }
        return joins.toString();
    }

    private void makeAccounts(int peers, int contacts) throws IOException {
        StringBuilder adding = new StringBuilder();
        for (int i = 0; i < contacts && shortage == null; i++) {
            String contact = name("c", i);
            register(contact, Requests.QUIT, 1);
            adding.append(Requests.addContact(contact));
        }
        for (int i = 0; i < peers && shortage == null; i++) {
            register(account(i), adding + Requests.QUIT, contacts + 1);
        }
    }

    private void register(String name, String then, int count) throws IOException {
        try (Wire wire = new Wire(server)) {
            if (!wire.ask(Requests.login("register", name, PASSWORD), 1) || !wire.ask(then, count)) {
                shortage = String.valueOf(wire.answers().lastCode());
            }
        }
    }

    @Override
    public void close() {
        crowd.close();
    }
}
