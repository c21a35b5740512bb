package chat.jim.server;

import chat.jim.server.MailLedger.Letter;
import chat.jim.testing.RawClient;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who connects to one server after the other: a guest who writes to accounts, or an account that reads. */
final class MailTraveller {
    static final String PASSWORD = "p";

    private static final int TOGETHER = 4;
    private static final int ROUNDS = 200;
    private static final Pattern MESSAGE = Pattern.compile(".*\"from\":\"(\\w+)\",\"message\":\"(\\d+)\".*");
    private static final Pattern ANSWER = Pattern.compile("\\{\"response\":(\\d+),.*");

    private final IntSupplier port;
    private final MailLedger ledger;
    private final Random random;
    private final Thread thread;
    private volatile boolean over;

    private MailTraveller(String name, List<String> addressees, IntSupplier port, MailLedger ledger, long seed) {
        this.port = port;
        this.ledger = ledger;
        random = new Random(seed);
        thread = new Thread(() -> travel(name, addressees), name);
        thread.start();
    }

    static MailTraveller writer(String name, List<String> to, IntSupplier port, MailLedger ledger, long seed) {
        return new MailTraveller(name, to, port, ledger, seed);
    }

    static MailTraveller reader(String name, IntSupplier port, MailLedger ledger, long seed) {
        return new MailTraveller(name, List.of(), port, ledger, seed);
    }

    void stop() throws InterruptedException {
        over = true;
        thread.join();
    }

    private void travel(String name, List<String> addressees) {
        for (int session = 0; !over; session++) {
            try (RawClient client = RawClient.connect(port.getAsInt())) {
                if (addressees.isEmpty()) {
                    read(client.authenticate(name, PASSWORD), name, session);
                } else {
                    write(client, name + "x" + session, addressees);
                }
            } catch (UncheckedIOException | AssertionError e) {
                pause(100); // its server was killed, or stands still, or does not let it in
            }
        }
    }

    private void pause(int most) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(most)));
    }

    private void write(RawClient client, String session, List<String> addressees) {
        client.presence(session).expect(200);
        for (int round = 0; round < ROUNDS && !over; round++) {
            String to = addressees.get(random.nextInt(addressees.size()));
            StringBuilder together = new StringBuilder();
            for (int i = 0; i < TOGETHER; i++) {
                together.append("{'action':'msg','time':1,'to':'" + to + "','from':'" + session + "','message':'"
                        + (round * TOGETHER + i) + "'}\n");
            }
            client.sendBare(together.toString());
            for (int i = 0; i < TOGETHER; i++) {
                Matcher answer = ANSWER.matcher(client.receive());
                if (!answer.matches()) {
                    throw new AssertionError("no answer");
                }
                ledger.answered(new Letter(session, to, round * TOGETHER + i), Integer.parseInt(answer.group(1)));
            }
            pause(10);
        }
        client.quit();
    }

    /** Reads for a while, and goes, sometimes without a word. */
    private void read(RawClient client, String name, int session) {
        List<Letter> unconfirmed = new ArrayList<>();
        List<List<Letter>> asked = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500 + random.nextInt(2_500));
        boolean isIn = false;
        client.send("{'action':'rooms','time':1}");
        while (System.nanoTime() - end < 0) {
            String line = client.receive();
            Matcher message = MESSAGE.matcher(line);
            Matcher answer = ANSWER.matcher(line);
            if (message.matches()) {
                Letter letter = new Letter(message.group(1), name, Integer.parseInt(message.group(2)));
                ledger.read(letter, "in session " + session);
                unconfirmed.add(letter);
            } else if (line.contains("\"probe\"")) {
                client.presence(name);
                asked.add(List.copyOf(unconfirmed));
                unconfirmed.clear();
            } else if (line.contains("Rooms:")) {
                pause(30);
                client.send("{'action':'rooms','time':1}"); // a line comes in any case
            } else if (answer.matches() && answer.group(1).equals("200")) {
                if (isIn && !asked.isEmpty()) {
                    ledger.confirmed(asked.remove(0));
                }
                isIn = true;
            } else if (answer.matches() && !answer.group(1).startsWith("1") && !line.contains("\"list\"")) {
                pause(300);
                return;
            }
        }
        if (random.nextBoolean()) {
            client.reset();
        }
        pause(1_500);
    }
}
