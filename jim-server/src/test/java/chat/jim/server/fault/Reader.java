package chat.jim.server.fault;

import chat.jim.testing.RawClient;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Somebody who connects to one server after the other, and reads there: a guest, or an account. */
final class Reader {
    private static final int BREATH_MILLIS = 30;
    private static final int LONGEST_PAUSE_MILLIS = 1_500;
    private static final long SHORTEST_VISIT = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LONGEST_VISIT = TimeUnit.MILLISECONDS.toNanos(3_000);
    private static final long QUIET = TimeUnit.SECONDS.toNanos(3);

    /** What has not come then was lost. */
    private static final long LONG_QUIET = TimeUnit.SECONDS.toNanos(20);

    private static final Pattern ANSWER = Pattern.compile("\\{\"response\":([2-5]\\d\\d),.*");

    /** How it behaves. */
    enum Habit {
        /** Comes for a moment, and goes, often without a word. */
        COMES_AND_GOES,
        /** Stays as long as it can. */
        STAYS,
        /** The same, and never answers a probe before everybody has stopped writing. */
        STAYS_AND_CONFIRMS_NOTHING
    }

    /**
     * That the name is still this session's.
     *
     * @param read what the answer confirms
     */
    private record Asked(long at, List<Letter> read) {}

    private final FaultChat chat;
    private final String name;
    private final boolean isAccount;
    private final Habit habit;
    private final Random random;
    private final Thread thread;
    private volatile boolean over;

    /** @param name an account begins with {@link FaultChat#ACCOUNT} */
    Reader(FaultChat chat, String name, Habit habit, long seed) {
        this.chat = chat;
        this.name = name;
        this.habit = habit;
        isAccount = name.startsWith(FaultChat.ACCOUNT);
        random = new Random(seed);
        thread = new Thread(this::travel, name);
        thread.start();
    }

    /** Nobody writes any more: reads what there is, confirms it, and ends. */
    void stop() {
        over = true;
    }

    void join() throws InterruptedException {
        thread.join();
    }

    private void travel() {
        boolean hasReadAll = false;
        while (!hasReadAll) {
            JimServer server = chat.anyServer(random);
            try (RawClient client = server.connect()) {
                hasReadAll = new Visit(client, server).readsAll();
            } catch (UncheckedIOException | AssertionError e) {
                hasReadAll = over && !isAccount; // its server was killed, or stands still, or does not let it in
            }
            pause(habit == Habit.COMES_AND_GOES ? LONGEST_PAUSE_MILLIS : BREATH_MILLIS);
        }
    }

    private void pause(int most) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(most)));
    }

    /** One connection. */
    private final class Visit {
        private final RawClient client;
        private final JimServer server;
        private final long end = System.nanoTime() + SHORTEST_VISIT + random.nextLong(LONGEST_VISIT - SHORTEST_VISIT);
        private final Deque<Asked> asked = new ArrayDeque<>();

        /** What comes before the answer to the login. */
        private final List<Letter> early = new ArrayList<>();

        /** What has come since the last probe. */
        private final List<Letter> unprobed = new ArrayList<>();

        /** What has come before that, and is not confirmed. */
        private List<Letter> unconfirmed = new ArrayList<>();

        private @Nullable Session session;

        /** Whether a request was refused, so that it is not sure any more which answer is to which one. */
        private boolean wasRefused;

        private long lastNews = System.nanoTime();

        /** Whether it knows already that nobody writes any more. */
        private boolean isLast;

        Visit(RawClient client, JimServer server) {
            this.client = client;
            this.server = server;
        }

        /** Whether everything was read, and nobody writes any more. */
        boolean readsAll() {
            if (isAccount) {
                client.authenticate(name, FaultChat.PASSWORD);
            } else {
                ask();
            }
            while (over || habit != Habit.COMES_AND_GOES || System.nanoTime() - end < 0) {
                String line = client.receive();
                if (!takes(line)) {
                    pause(LONGEST_PAUSE_MILLIS / 5);
                    return over && !isAccount;
                }
                if (over && hasAll()) {
                    client.quit();
                    return true;
                }
            }
            if (random.nextBoolean()) {
                client.reset();
            }
            return false;
        }

        private boolean hasAll() {
            long now = System.nanoTime();
            if (!isLast) {
                isLast = true;
                lastNews = now; // the last answer may have come long after the last letter
            }
            boolean isComplete = !isAccount
                    || (unprobed.isEmpty()
                            && unconfirmed.isEmpty()
                            && !chat.ledger().misses(name));
            return session != null && now - lastNews > (isComplete ? QUIET : LONG_QUIET);
        }

        /** False if the server does not let it in. */
        private boolean takes(String line) {
            Letter letter = Letter.of(line);
            Matcher answer = ANSWER.matcher(line);
            Session here = session;
            if (here != null) {
                here.heard();
            }
            if (letter != null) {
                take(letter);
            } else if (line.contains("\"probe\"")) {
                unconfirmed.addAll(unprobed);
                unprobed.clear();
                if (confirms()) {
                    ask();
                }
            } else if (line.contains("Rooms:") || (!isAccount && here != null && isOwnName(line))) {
                isHeld(line);
                pause(BREATH_MILLIS);
                beat();
            } else if (answer.matches() && here == null) {
                return answer.group(1).equals("200") && begins();
            } else {
                wasRefused |= answer.matches() && !answer.group(1).startsWith("2");
                isHeld(line);
            }
            return true;
        }

        private boolean begins() {
            Session begun = new Session(name, server);
            session = begun;
            chat.ledger().began(begun);
            early.forEach(letter -> chat.ledger().read(letter, begun));
            asked.clear();
            client.send("{'action':'join','time':1,'room':'" + FaultChat.ROOM + "'}");
            beat();
            return true;
        }

        private void take(Letter letter) {
            lastNews = System.nanoTime();
            if (session == null) {
                early.add(letter);
            } else {
                chat.ledger().read(letter, session);
            }
            if (!letter.isToRoom()) {
                unprobed.add(letter);
            }
        }

        /** Has a line come in any case: a guest asks whether the name is still its own. */
        private void beat() {
            if (isAccount) {
                client.send("{'action':'rooms','time':1}");
            }
            if (!isAccount || (confirms() && !unconfirmed.isEmpty())) {
                ask();
            }
        }

        private boolean confirms() {
            return over || habit != Habit.STAYS_AND_CONFIRMS_NOTHING;
        }

        private void ask() {
            asked.add(new Asked(System.nanoTime(), unconfirmed));
            unconfirmed = new ArrayList<>();
            client.presence(name);
        }

        private static boolean isOwnName(String line) {
            return line.startsWith("{\"response\":200,") && line.contains("online as");
        }

        private void isHeld(String line) {
            if (isOwnName(line) && session != null && !asked.isEmpty()) {
                Asked answered = asked.remove();
                session.held(answered.at());
                chat.ledger().confirmed(isAccount && !wasRefused ? answered.read() : List.of());
            }
        }
    }
}
