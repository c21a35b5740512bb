package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What has become of each message that was written, and of each that was read. From any thread. */
final class MailLedger {
    /**
     * A message.
     *
     * @param session the name of the session that has written it
     * @param number it has a greater one than those before it in that session
     */
    record Letter(String session, String to, int number) {}

    private record Pair(String session, String to) {}

    /** The code of the answer. Guarded by this, as all below. */
    private final Map<Letter, Integer> answers = new HashMap<>();

    private final Set<Letter> received = new HashSet<>();
    private final Set<Letter> confirmed = new HashSet<>();

    /** What has come, in order. */
    private final Map<Pair, List<Letter>> order = new HashMap<>();

    private final List<String> doubled = new ArrayList<>();
    private int again;

    synchronized void answered(Letter letter, int code) {
        answers.put(letter, code);
    }

    synchronized void read(Letter letter, String where) {
        if (confirmed.contains(letter)) {
            doubled.add(letter + " " + where);
        }
        if (!received.add(letter)) {
            again++;
            return;
        }
        order.computeIfAbsent(new Pair(letter.session(), letter.to()), pair -> new ArrayList<>())
                .add(letter);
    }

    /** The server knows that these were read. */
    synchronized void confirmed(List<Letter> letters) {
        confirmed.addAll(letters);
    }

    /** What was answered 202 and has not come. */
    synchronized List<Letter> missing() {
        return missing(202);
    }

    private List<Letter> missing(int code) {
        return answers.entrySet().stream()
                .filter(one -> one.getValue() == code && !received.contains(one.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Only what was answered 200 may be lost, with the server that had it for a connection. */
    synchronized void check() {
        Map<Integer, Integer> codes = new TreeMap<>();
        answers.values().forEach(code -> codes.merge(code, 1, Integer::sum));
        List<Letter> overtaken = new ArrayList<>();
        List<Letter> redelivered = new ArrayList<>();
        order.values().forEach(letters -> sortOut(letters, overtaken, redelivered));
        System.out.println("answered " + codes + ", received " + received.size() + ", confirmed " + confirmed.size()
                + ", again after a connection had died " + again + ", lost of 200: "
                + missing(200).size()
                + ", lost of 202: " + missing(202).size() + ", doubled " + doubled.size() + ", out of order "
                + overtaken.size() + " (and from a dead connection " + redelivered.size() + ")");
        assertThat(missing(202)).as("answered 202, and lost").isEmpty();
        assertThat(doubled).as("came again though they were confirmed").isEmpty();
        assertThat(overtaken).as("came after later ones").isEmpty();
        assertThat(codes).containsKeys(200, 202);
    }

    /**
     * What was answered 200 was handed to a connection. If that connection dies with a server that stands still, the letter comes
     * again, but behind what others have kept meanwhile: only another one that was answered 200 must not come before it.
     */
    private void sortOut(List<Letter> letters, List<Letter> overtaken, List<Letter> redelivered) {
        int last = -1;
        int lastHandedOver = -1;
        for (Letter letter : letters) {
            int code = answers.getOrDefault(letter, 0);
            boolean isSure = code == 200 || code == 202;
            if (isSure && letter.number() < (code == 202 ? last : lastHandedOver)) {
                overtaken.add(letter);
            } else if (isSure && letter.number() < last) {
                redelivered.add(letter);
            }
            last = Math.max(last, letter.number());
            lastHandedOver = code == 200 ? Math.max(lastHandedOver, letter.number()) : lastHandedOver;
        }
    }
}
