package chat.jim.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where the members of a flat object stand, as {@link FlatScanner} noted it in the one pass that finds the object's end.
 * Good until its reader reads on; not for more than one thread.
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

    /** Forgets all; the members to come lie in {@code buffer}. */
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

    /** A key of up to eight ASCII characters, as {@link #key(int)} returns it. */
    public static long key(String word) {
        byte[] ascii = word.getBytes(StandardCharsets.US_ASCII);
        return FlatScanner.eight(Arrays.copyOf(ascii, Long.BYTES), 0);
    }

    /** How many members there are. */
    public int size() {
        return size;
    }

    /** The key of that member, to be compared with {@link #key(String)}; longer ones are all the same. */
    public long key(int member) {
        return keys[member];
    }

    /** Where the first member with that key stands, or -1. */
    public int find(long key) {
        for (int member = 0; member < size; member++) {
            if (keys[member] == key) {
                return member;
            }
        }
        return -1;
    }

    /** Whether an earlier member has the same key; of keys longer than eight characters this is assumed. */
    public boolean isRepeated(int member) {
        return find(keys[member]) < member;
    }

    /** Whether the value is a number. */
    public boolean isNumber(int member) {
        return !plain[member] && characters[member] == 0;
    }

    /** Whether the value is a string, with a text in it. */
    public boolean isText(int member) {
        return characters[member] > 0;
    }

    /** Whether the value is a string without any escapes. */
    public boolean isPlain(int member) {
        return plain[member];
    }

    /** How many characters the value has if it is a string: code points, an escape counting as the one that it means. */
    public int characters(int member) {
        return characters[member];
    }

    /** Whether these are just the bytes of the value. */
    public boolean is(int member, byte[] value) {
        return Arrays.equals(bytes, starts[member], ends[member], value, 0, value.length);
    }

    /** The bytes of the value, without its quotes. */
    public byte[] value(int member) {
        return Arrays.copyOfRange(bytes, starts[member], ends[member]);
    }
}
