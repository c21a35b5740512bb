package chat.jim.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the end of a flat object, checks that it is valid JSON and UTF-8, and notes its members, all in one pass. An
 * object is flat if it is on one line and its values are strings and numbers. The scanner gives up on anything else
 * (nested values, literals, exponents, escaped surrogates, any defect), and leaves it to {@link ObjectScanner}. For one
 * thread only.
 */
final class FlatScanner {
    /** The bytes that the buffer must have after the scanned ones, since the scanner loads eight at a time. */
    static final int SLACK = 16;

    /** The object continues after the bytes at hand. */
    static final int INCOMPLETE = 0;

    /** The object is not flat. */
    static final int NOT_FLAT = -1;

    /** A time of so many digits is in range, and ids have 16. */
    private static final int MOST_DIGITS = 17;

    private static final long LONG_KEY = -1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final FlatObject object = new FlatObject();
    private byte[] bytes = {};
    private long key;

    /** The bytes of strings that do not count as a character of their own. */
    private int uncounted;

    /** The members of the object scanned last. */
    FlatObject object() {
        return object;
    }

    /**
     * Scans the object at {@code from}. Returns the index after its end, or {@link #INCOMPLETE}, or {@link #NOT_FLAT}.
     */
    int scan(byte[] buffer, int from, int to) {
        bytes = buffer;
        object.begin(buffer);
        uncounted = 0;
        int i = from;
        do {
            i = skipBlanks(i + 1, to);
            if (i >= to || bytes[i] != '"' || object.size() == FlatObject.MOST_MEMBERS) {
                return failed(i, to);
            }
            i = scanKey(i + 1, to);
            if (i >= to || bytes[i] != '"') {
                return failed(i, to);
            }
            i = skipBlanks(i + 1, to);
            if (i >= to || bytes[i] != ':') {
                return failed(i, to);
            }
            i = skipBlanks(i + 1, to);
            if (i >= to) {
                return INCOMPLETE;
            }
            i = bytes[i] == '"' ? scanString(i + 1, to) : scanNumber(i, to);
            if (i <= 0) {
                return i;
            }
            i = skipBlanks(i, to);
        } while (i < to && bytes[i] == ',');
        if (i >= to || bytes[i] != '}' || i + 1 - from - uncounted > Frame.MAX_CHARACTERS) {
            return failed(i, to);
        }
        return i + 1;
    }

    private static int failed(int i, int to) {
        return i >= to ? INCOMPLETE : NOT_FLAT;
    }

    private int skipBlanks(int from, int to) {
        int i = from;
        while (i < to && (bytes[i] == ' ' || bytes[i] == '\t')) {
            i++;
        }
        return i;
    }

    /** Returns where the key ends: at a quote, if the key is plain. */
    private int scanKey(int from, int to) {
        long word = eight(bytes, from);
        long special = special(word);
        if (special != 0) {
            int length = Long.numberOfTrailingZeros(special) >>> 3;
            key = word & ((1L << (length << 3)) - 1);
            return from + length;
        }
        int i = from + Long.BYTES;
        key = bytes[i] == '"' ? word : LONG_KEY;
        while (i < to && special == 0) {
            special = special(eight(bytes, i));
            i += special == 0 ? Long.BYTES : Long.numberOfTrailingZeros(special) >>> 3;
        }
        return i;
    }

    /** Returns the index after the closing quote, or {@link #INCOMPLETE}, or {@link #NOT_FLAT}. */
    private int scanString(int from, int to) {
        int folded = 0;
        boolean escapes = false;
        int i = from;
        while (i < to) {
            long special = special(eight(bytes, i));
            if (special == 0) {
                i += Long.BYTES;
                continue;
            }
            i += Long.numberOfTrailingZeros(special) >>> 3;
            if (i >= to) {
                return INCOMPLETE;
            }
            if (bytes[i] == '"') {
                object.addString(key, from, i, i - from - folded, !escapes);
                uncounted += folded;
                return i + 1;
            }
            int length = bytes[i] == '\\' ? escape(i, to) : character(i, to);
            if (length <= 0) {
                return length;
            }
            escapes |= bytes[i] == '\\';
            folded += length - 1;
            i += length;
        }
        return INCOMPLETE;
    }

    /** The eight bytes from that index on, with the first one lowest. */
    static long eight(byte[] bytes, int from) {
        return (long) LONGS.get(bytes, from);
    }

    /** The length of the escape at that index. */
    private int escape(int at, int to) {
        if (at + 1 >= to) {
            return INCOMPLETE;
        }
        return switch (bytes[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 2;
            case 'u' -> at + 6 > to ? cutOff(areHexDigits(at + 2, to)) : isCharacter(at + 2) ? 6 : NOT_FLAT;
            default -> NOT_FLAT;
        };
    }

    /**
     * For a character that is not all at hand. A bad one must be answered now: waiting for the rest could last forever.
     */
    private static int cutOff(boolean goodSoFar) {
        return goodSoFar ? INCOMPLETE : NOT_FLAT;
    }

    private boolean areHexDigits(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0 || Character.digit(bytes[i], 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether there are four hexadecimal digits that make a whole, allowed character. */
    private boolean isCharacter(int at) {
        if (!areHexDigits(at, at + 4)) {
            return false;
        }
        int unit = 0;
        for (int i = at; i < at + 4; i++) {
            unit = unit << 4 | Character.digit(bytes[i], 16);
        }
        return unit != 0 && !Character.isSurrogate((char) unit);
    }

    /** The length of the character beyond ASCII at that index. */
    private int character(int at, int to) {
        int first = bytes[at] & 0xFF;
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4) {
            return NOT_FLAT;
        }
        if (at + length > to) {
            return cutOff(areContinuations(at + 1, to));
        }
        int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        int second = bytes[at + 1] & 0xFF;
        boolean good = second >= lowest && second <= highest && areContinuations(at + 2, at + length);
        return good ? length : NOT_FLAT;
    }

    private boolean areContinuations(int from, int to) {
        boolean all = true;
        for (int i = from; i < to; i++) {
            all &= (bytes[i] & 0xC0) == 0x80;
        }
        return all;
    }

    /** Returns the index after the number, or {@link #INCOMPLETE}, or {@link #NOT_FLAT}. */
    private int scanNumber(int from, int to) {
        int first = bytes[from] == '-' ? from + 1 : from;
        int i = skipDigits(first, to);
        boolean good = i > first && i - first <= MOST_DIGITS && (bytes[first] != '0' || i == first + 1);
        if (good && i < to && bytes[i] == '.') {
            int point = i;
            i = skipDigits(point + 1, to);
            good = i > point + 1 && i - point <= MOST_DIGITS;
        }
        object.addNumber(key, from, i);
        return i >= to ? INCOMPLETE : good ? i : NOT_FLAT;
    }

    private int skipDigits(int from, int to) {
        int i = from;
        while (i < to && bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        return i;
    }

    /**
     * Sets the high bit of the first byte that is a quote, a backslash, a control or beyond ASCII; 0 if there is none.
     */
    private static long special(long eight) {
        long quote = eight ^ '"' * ONES;
        long backslash = eight ^ '\\' * ONES;
        long control = (eight - ' ' * ONES) & ~eight;
        return (((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash) | control | eight) & HIGH_BITS;
    }
}
