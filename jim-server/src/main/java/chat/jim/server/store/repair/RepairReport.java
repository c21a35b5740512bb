package chat.jim.server.store.repair;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a repair has kept, and what is known to be lost.
 *
 * @param accounts how many accounts are kept
 * @param messages how many messages are kept
 * @param lostMessages how many messages are known to be lost, by the name of their account
 * @param lostContacts how many contacts are known to be lost
 * @param blocked the names of damaged accounts: nobody else can take the names, and the accounts are blocked
 * @param bansLost whether bans of addresses are known to be lost
 * @param lostChanges how many changes are known to be lost that were made last, whatever they were
 * @param aside where the damaged file is now
 * @param inBackup what the newest backup has; null if there is none
 */
public record RepairReport(
        int accounts,
        int messages,
        SortedMap<String, Integer> lostMessages,
        int lostContacts,
        List<String> blocked,
        boolean bansLost,
        int lostChanges,
        Path aside,
        @Nullable InBackup inBackup) {
    /**
     * What a backup has that is not here, also what was removed since.
     *
     * @param accounts how many accounts are damaged or missing here
     * @param messages how many messages are missing here
     */
    public record InBackup(Path file, int accounts, int messages) {}

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
