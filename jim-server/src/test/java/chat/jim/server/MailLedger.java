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

    /** The greatest number that has come. */
    private final Map<Pair, Integer> last = new HashMap<>();

    private final List<String> doubled = new ArrayList<>();
    private final List<Letter> late = new ArrayList<>();
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
        Pair pair = new Pair(letter.session(), letter.to());
        if (last.getOrDefault(pair, -1) > letter.number()) {
            late.add(letter);
        }
        last.merge(pair, letter.number(), Math::max);
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
        List<Letter> overtaken = late.stream().filter(letter -> isSure(letter)).toList();
        System.out.println("answered " + codes + ", received " + received.size() + ", confirmed " + confirmed.size()
                + ", again after a connection had died " + again + ", lost of 200: "
                + missing(200).size()
                + ", lost of 202: " + missing(202).size() + ", doubled " + doubled.size() + ", out of order "
                + overtaken.size() + " (and of unknown fate " + (late.size() - overtaken.size()) + ")");
        assertThat(missing(202)).as("answered 202, and lost").isEmpty();
        assertThat(doubled).as("came again though they were confirmed").isEmpty();
        assertThat(overtaken).as("came after later ones").isEmpty();
        assertThat(codes).containsKeys(200, 202);
    }

    private boolean isSure(Letter letter) {
        int code = answers.getOrDefault(letter, 0);
        return code == 200 || code == 202;
    }
}
