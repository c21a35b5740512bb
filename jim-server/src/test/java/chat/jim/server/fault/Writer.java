package chat.jim.server.fault;

import chat.jim.testing.RawClient;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A guest, or an account, who writes to others, and goes from one server to the next. */
final class Writer {
    private static final int TOGETHER = 4;
    private static final int ROUNDS = 200;
    private static final int BREATH_MILLIS = 40;
    private static final Pattern ANSWER = Pattern.compile("\\{\"response\":([2-5]\\d\\d),.*");

    private final FaultChat chat;
    private final String name;
    private final List<String> addressees;
    private final Random random;
    private final Thread thread;
    private volatile boolean over;

    /** @param name an account begins with {@link FaultChat#ACCOUNT}, a guest has another one in each session */
    Writer(FaultChat chat, String name, List<String> addressees, long seed) {
        this.chat = chat;
        this.name = name;
        this.addressees = addressees;
        random = new Random(seed);
        thread = new Thread(this::travel, name);
        thread.start();
    }

    /** Ends after what is under way. */
    void stop() {
        over = true;
    }

    void join() throws InterruptedException {
        thread.join();
    }

    private void travel() {
        for (int session = 0; !over; session++) {
            try (RawClient client = chat.anyServer(random).connect()) {
                write(client, name + "x" + session);
            } catch (UncheckedIOException | AssertionError e) {
                pause(100); // its server was killed, or stands still, or does not let it in
            }
        }
    }

    private void pause(int most) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(most)));
    }

    private void write(RawClient client, String session) {
        boolean isAccount = name.startsWith(FaultChat.ACCOUNT);
        if (isAccount) {
            client.authenticate(name, FaultChat.PASSWORD).expect(200);
        } else {
            client.presence(session).expect(200);
        }
        if (addressees.equals(List.of(FaultChat.ROOM))) {
            client.join(FaultChat.ROOM);
        }
        int number = 0;
        for (int round = 0; round < ROUNDS && !over; round++) {
            String to = addressees.get(random.nextInt(addressees.size()));
            List<Letter> letters = new ArrayList<>();
            StringBuilder together = new StringBuilder();
            for (int i = 0; i < TOGETHER; i++) {
                Letter letter = new Letter(session, to, number++);
                letters.add(letter);
                together.append(letter.request(isAccount ? name : session));
                chat.ledger().sent(letter);
            }
            client.sendBare(together.toString());
            for (Letter letter : letters) {
                chat.ledger().answered(letter, answer(client));
            }
            pause(BREATH_MILLIS);
        }
        client.quit();
    }

    private static int answer(RawClient client) {
        Matcher answer = ANSWER.matcher(client.receive());
        while (!answer.matches()) {
            answer = ANSWER.matcher(client.receive()); // what others say in the room, and notices
        }
        return Integer.parseInt(answer.group(1));
    }
}
