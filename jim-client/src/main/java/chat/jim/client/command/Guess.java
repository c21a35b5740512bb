package chat.jim.client.command;

import chat.jim.protocol.Address;
import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Finds what was perhaps meant by a name that nobody has. */
final class Guess {
    /** Shorter names are too much alike. */
    private static final int SHORTEST = 3;

    /** From this length on, two slips are believed. */
    private static final int LONG = 6;

    private Guess() {}

    /**
     * The one of {@code existing} that is most like that name, the first of several: the same with or without {@code #}, or
     * on the other keyboard layout, or with a slip or two. Null if none is.
     */
    static @Nullable Address of(Address typed, Collection<Address> existing) {
        return existing.stream()
                .filter(address -> !address.equals(typed) && slips(typed, address) <= mostSlips(bare(typed)))
                .min(Comparator.comparingInt(address -> slips(typed, address)))
                .orElse(null);
    }

    private static int mostSlips(String name) {
        return name.length() < SHORTEST ? 0 : name.length() < LONG ? 1 : 2;
    }

    private static String bare(Address address) {
        return address.isRoom() ? address.key().substring(1) : address.key();
    }

    private static int slips(Address typed, Address existing) {
        String name = bare(existing);
        String word = bare(typed);
        return KeyboardLayout.latin(word).equals(name) ? 0 : distance(word, name);
    }

    /** How many letters are missing, too many, wrong, or exchanged with the next one. */
    static int distance(String one, String other) {
        int[][] slips = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                slips[i][j] = i == 0 || j == 0 ? i + j : next(one, other, slips, i, j);
            }
        }
        return slips[one.length()][other.length()];
    }

    /** The slips between the first {@code i} letters of one and the first {@code j} of the other, from those of fewer. */
    private static int next(String one, String other, int[][] slips, int i, int j) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int least = Math.min(slips[i - 1][j - 1] + (same ? 0 : 1), Math.min(slips[i - 1][j], slips[i][j - 1]) + 1);
        boolean exchanged =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return exchanged ? Math.min(least, slips[i - 2][j - 2] + 1) : least;
    }
}
