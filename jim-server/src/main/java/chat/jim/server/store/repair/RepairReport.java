package chat.jim.server.store.repair;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a repair has kept, and what is known to be lost.
 *
 * @param accounts how many accounts are kept
 * @param messages how many messages are kept
 * @param lostMessages how many messages are known to be lost, by the name of their account
 * @param lostContacts how many contacts are known to be lost
 * @param blocked the names of damaged accounts: nobody else can take the names, and the accounts are blocked
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

    /** Who has lost how many: {@code alice: 2, bob: 1}, or {@code -} for nobody. */
    public String losers() {
        return lostMessages.isEmpty()
                ? "-"
                : lostMessages.entrySet().stream().map(RepairReport::text).collect(Collectors.joining(", "));
    }

    private static String text(Map.Entry<String, Integer> lost) {
        return lost.getKey() + ": " + lost.getValue();
    }
}
