package chat.jim.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The positions of a flat object's members, noted by {@link FlatScanner} in the one pass that finds the object's end.
 * Valid until the reader reads on; for one thread only.
 */
public final class FlatObject {
    static final int MOST_MEMBERS = 12;

    private final long[] keys = new long[MOST_MEMBERS];
    private final int[] starts = new int[MOST_MEMBERS];
    private final int[] ends = new int[MOST_MEMBERS];
    private final int[] characters = new int[MOST_MEMBERS];
    private final boolean[] plain = new boolean[MOST_MEMBERS];
    private byte[] bytes = {};
    private int size;

    FlatObject() {}

    /** Forgets all members; the next ones lie in {@code buffer}. */
    void begin(byte[] buffer) {
        bytes = buffer;
        size = 0;
    }

    void addString(long key, int start, int end, int length, boolean withoutEscapes) {
        plain[size] = withoutEscapes;
        add(key, start, end, length);
    }

    void addNumber(long key, int start, int end) {
        plain[size] = false;
        add(key, start, end, 0);
    }

    private void add(long key, int start, int end, int length) {
        keys[size] = key;
        starts[size] = start;
        ends[size] = end;
        characters[size] = length;
        size++;
    }

    /** Returns a key of up to eight ASCII characters in the form of {@link #key(int)}. */
    public static long key(String word) {
        byte[] ascii = word.getBytes(StandardCharsets.US_ASCII);
        return FlatScanner.eight(Arrays.copyOf(ascii, Long.BYTES), 0);
    }

    /** The number of members. */
    public int size() {
        return size;
    }

    /**
     * The key of that member, to compare with {@link #key(String)}. All keys of more than eight characters are equal.
     */
    public long key(int member) {
        return keys[member];
    }

    /** The index of the first member with that key, or -1. */
    public int find(long key) {
        for (int member = 0; member < size; member++) {
            if (keys[member] == key) {
                return member;
            }
        }
        return -1;
    }

    /**
     * Whether an earlier member has the same key. For keys of more than eight characters, true means only that it may.
     */
    public boolean isRepeated(int member) {
        return find(keys[member]) < member;
    }

    /** Whether the value is a number. */
    public boolean isNumber(int member) {
        return !plain[member] && characters[member] == 0;
    }

    /** Whether the value is a string that is not empty. */
    public boolean isText(int member) {
        return characters[member] > 0;
    }

    /** Whether the value is a string without any escapes. */
    public boolean isPlain(int member) {
        return plain[member];
    }

    /** The characters of a string value: code points, with an escape counted as the one that it stands for. */
    public int characters(int member) {
        return characters[member];
    }

    /** Whether the value consists of exactly these bytes. */
    public boolean is(int member, byte[] value) {
        return Arrays.equals(bytes, starts[member], ends[member], value, 0, value.length);
    }

    /** The bytes of the value, without its quotes. */
    public byte[] value(int member) {
        return Arrays.copyOfRange(bytes, starts[member], ends[member]);
    }
}
