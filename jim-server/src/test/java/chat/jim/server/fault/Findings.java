package chat.jim.server.fault;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.fault.Ledger.Again;
import chat.jim.server.fault.Ledger.Written;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a {@link Ledger} says in the end.
 *
 * @param order what came for the first time, in order
 * @param confirmedAgain what came though it was confirmed
 * @param again how often something came that had come before
 */
record Findings(
        Map<Letter, Written> written,
        Set<Letter> received,
        List<Letter> order,
        List<Session> sessions,
        List<Again> confirmedAgain,
        int again) {
    /** What is on its way to a connection that breaks is lost with it; nothing is under way for so long. */
    private static final long UNDER_WAY = TimeUnit.SECONDS.toNanos(2);

    private static final int SHOWN = 12;

    /** What happens to a server at most. */
    enum Outage {
        /** It is killed, or away for less than its lease lasts. */
        SHORT,
        /** Its lease ends before it has put back what its dead sessions have not confirmed: others have their names by then. */
        LONG,
        /** The same; and until then people read and confirm there what the others cannot know of, and keep. */
        UNHEARD
    }

    /** Prints the counts, and checks that nothing is lost, or comes twice or late, but what may with such an outage. */
    void check(String title, Outage outage) {
        Map<Integer, Integer> codes = new TreeMap<>();
        written.values().forEach(one -> codes.merge(one.code(), 1, Integer::sum));
        List<String> lost = lost(202, letter -> true);
        List<String> lostToAccounts = lost(200, letter -> isAccount(letter) && !wasKilledFor(letter));
        List<String> lostToGuests = lost(200, letter -> !isAccount(letter) && hasPassedBy(letter));
        int lostWithConnections = lost(200, letter -> true).size() - lostToAccounts.size() - lostToGuests.size();
        List<String> cameThoughRefused = written.entrySet().stream()
                .filter(one -> one.getValue().code() >= 400 && one.getValue().code() != 504)
                .filter(one -> received.contains(one.getKey()))
                .map(this::described)
                .toList();
        List<String> twice = sessions.stream()
                .flatMap(session -> session.doubled().stream().map(letter -> described(letter) + " in " + session))
                .toList();
        List<String> overtaken = new ArrayList<>();
        List<String> late = new ArrayList<>();
        sortOut(overtaken, late);
        List<String> holders = overlapping();
        long unheard = confirmedAgain.stream().filter(this::wasUnheard).count();
        List<String> readAgain = confirmedAgain.stream()
                .filter(once -> outage != Outage.UNHEARD || !wasUnheard(once))
                .map(this::described)
                .toList();

        System.out.println(title + ": " + written.size() + " sent, answered " + codes + " (0: not); lost of 202 "
                + lost.size() + ", of 200 to accounts " + lostToAccounts.size() + ", to guests " + lostToGuests.size()
                + " (and with their server or session " + lostWithConnections + "); twice after confirmed "
                + confirmedAgain.size() + " (of that unheard by the sender's server " + unheard
                + "), twice in a session " + twice.size() + " (and in another one "
                + (again - twice.size()) + "); refused and came " + cameThoughRefused.size() + "; out of order "
                + overtaken.size() + " (and given back by a dead session " + late.size() + "); two holders "
                + holders.size() + "; " + sessions.size() + " sessions");

        checkNone("answered 202, and lost", lost);
        checkNone("answered 200 to an account, and lost", lostToAccounts);
        checkNone("answered 200 to a guest, and lost", lostToGuests);
        checkNone("refused, and came", cameThoughRefused);
        checkNone("came again though it was confirmed", readAgain);
        checkNone("came twice in one session", twice);
        checkNone("came after later ones", overtaken);
        checkNone("came after later ones that were kept meanwhile", outage == Outage.SHORT ? late : List.of());
        checkNone("two had one name", holders);
        assertThat(codes).containsKeys(200, 202);
    }

    private static void checkNone(String what, List<String> found) {
        assertThat(found.subList(0, Math.min(SHOWN, found.size())))
                .as("%s (%d)", what, found.size())
                .isEmpty();
    }

    private List<String> lost(int code, Predicate<Letter> which) {
        return written.entrySet().stream()
                .filter(one -> one.getValue().code() == code
                        && !one.getKey().isToRoom()
                        && !received.contains(one.getKey())
                        && which.test(one.getKey()))
                .map(this::described)
                .toList();
    }

    private static boolean isAccount(Letter letter) {
        return letter.to().startsWith(FaultChat.ACCOUNT);
    }

    /** Whether the server was killed of a session that it may have been sent to. */
    private boolean wasKilledFor(Letter letter) {
        long answered = get(letter).at();
        return sessionsOf(letter).anyMatch(session -> session.server().wasKilled() && session.hasBegunBefore(answered));
    }

    /** Whether a session that was there before has gone on, and got others. */
    private boolean hasPassedBy(Letter letter) {
        Written what = get(letter);
        return sessionsOf(letter)
                .anyMatch(
                        session -> session.hasBegunBefore(what.sent()) && session.hasHeardSince(what.at() + UNDER_WAY));
    }

    /** Whether its sender's server has kept it after it was confirmed: that of the reader could not say so any more. */
    private boolean wasUnheard(Again once) {
        Written what = get(once.letter());
        return what.code() == 202 && what.at() - once.confirmed() > 0;
    }

    private Written get(Letter letter) {
        return Objects.requireNonNull(written.get(letter));
    }

    private Stream<Session> sessionsOf(Letter letter) {
        return sessions.stream().filter(session -> session.name().equals(letter.to()));
    }

    private String described(Map.Entry<Letter, Written> one) {
        return described(one.getKey());
    }

    private String described(Again once) {
        return described(once.letter()) + ", confirmed after " + Ledger.millis(once.confirmed()) + " ms, again after "
                + Ledger.millis(once.at()) + " ms in " + once.session();
    }

    private String described(Letter letter) {
        Written what = written.get(letter);
        return what == null
                ? letter + " that nobody has written"
                : letter + " sent " + Ledger.millis(what.sent()) + " answered " + what.code() + " after "
                        + Ledger.millis(what.at()) + " ms";
    }

    /**
     * What was answered 200 was handed to a connection. If that connection dies with a server that is cut off, the letter comes
     * again late, behind what others have kept: only another one that was answered 200 must not come before it.
     */
    private void sortOut(List<String> overtaken, List<String> late) {
        Map<String, Integer> last = new HashMap<>();
        Map<String, Integer> lastHandedOver = new HashMap<>();
        for (Letter letter : order) {
            Written what = written.get(letter);
            int code = what == null ? 0 : what.code();
            String pair = letter.session() + " " + letter.to();
            int before = last.getOrDefault(pair, -1);
            if ((code == 202 && letter.number() < before)
                    || (code == 200 && letter.number() < lastHandedOver.getOrDefault(pair, -1))) {
                overtaken.add(described(letter));
            } else if (code == 200 && letter.number() < before) {
                late.add(described(letter));
            }
            last.merge(pair, letter.number(), Math::max);
            if (code == 200) {
                lastHandedOver.merge(pair, letter.number(), Math::max);
            }
        }
    }

    /** Guests only: another login of an account takes its name. */
    private List<String> overlapping() {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < sessions.size(); i++) {
            for (int j = i + 1; j < sessions.size(); j++) {
                Session one = sessions.get(i);
                Session other = sessions.get(j);
                if (!one.name().startsWith(FaultChat.ACCOUNT) && one.overlaps(other)) {
                    found.add(one + " and " + other);
                }
            }
        }
        return found;
    }
}
