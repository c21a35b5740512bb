package chat.jim.server.store.repair;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was found when a damaged store was repaired.
 *
 * @param accounts how many are kept
 * @param messages how many are kept
 * @param lostMessages how many are known to be lost, by the name of their account
 * @param lostContacts how many are known to be lost
 * @param blocked the accounts that may not be as they were: they keep their names, and are blocked
 * @param aside where the damaged file is now
 */
public record RepairReport(
        int accounts,
        int messages,
        SortedMap<String, Integer> lostMessages,
        int lostContacts,
        List<String> blocked,
        Path aside) {
    public RepairReport {
        lostMessages = new TreeMap<>(lostMessages);
        blocked = List.copyOf(blocked);
    }

    /** How many messages are known to be lost. */
    public int lost() {
        return lostMessages.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Of whom: {@code alice: 2, bob: 1}, or {@code -} for nobody. */
    public String losers() {
        return lostMessages.isEmpty()
                ? "-"
                : lostMessages.entrySet().stream().map(RepairReport::text).collect(Collectors.joining(", "));
    }

    private static String text(Map.Entry<String, Integer> lost) {
        return lost.getKey() + ": " + lost.getValue();
    }
}
