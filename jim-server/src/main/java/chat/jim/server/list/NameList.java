package chat.jim.server.list;

import chat.jim.codec.Codec;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Limits;
import chat.jim.protocol.Response;
import chat.jim.wire.Frame;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names of a list answer in their order, and the objects that carry them (PROTOCOL.md, section 10). These are the same
 * for all who ask within one second, and are encoded once, until the list is out of date. From any thread.
 */
public final class NameList {
    /** The order of all lists: by name, whatever the case of its letters. */
    public static final Comparator<Address> ORDER = Comparator.comparing(
                    Address::toString, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(Address::key);

    /** How many names a bare peer takes with one read, whatever their letters. */
    public static final int NAMES_IN_SHORT_PART = 9;

    private final List<String> names;
    private volatile boolean outOfDate;

    /** The parts of the answers with the time of the latest one; null if none are kept. */
    private volatile @Nullable Encoded latest;

    /** The parts as far as they are encoded. Two threads may encode one part, which does no harm. */
    private record Encoded(long time, AtomicReferenceArray<@Nullable Frame> parts) {}

    private NameList(Stream<Address> inOrder) {
        names = List.of(inOrder.map(Address::toString).toArray(String[]::new));
    }

    /** The list of these names, which are in order already. */
    public static NameList ofSorted(Stream<Address> names) {
        return new NameList(names);
    }

    /** The list of these names, which it puts in order. */
    public static NameList of(Stream<Address> names) {
        return new NameList(names.sorted(ORDER));
    }

    /** The names. They are not copied. */
    public List<String> names() {
        return names;
    }

    /** Whether one object carries all of it, so that it is as cheap to make as to keep. */
    public boolean isShort() {
        return names.size() <= Limits.NAMES_IN_PART;
    }

    /** Keeps no encoded parts from now on: nobody else is going to ask for this list. */
    public void retire() {
        outOfDate = true;
        latest = null;
    }

    /**
     * Hands over the parts of an answer, one after the other, as fast as they are taken. The final object is not among them.
     *
     * @param time the time of the answer, in UNIX seconds
     */
    public void parts(long time, Consumer<Frame> taker) {
        keepPartsOf(time);
        for (int part = 0; part * Limits.NAMES_IN_PART < names.size(); part++) {
            taker.accept(part(part, time));
        }
    }

    /** The same in parts that a bare peer takes with one read, whatever the letters of the names. */
    public void shortParts(long time, Consumer<Frame> taker) {
        for (int from = 0; from < names.size(); from += NAMES_IN_SHORT_PART) {
            taker.accept(encode(from, NAMES_IN_SHORT_PART, time));
        }
    }

    private void keepPartsOf(long time) {
        Encoded kept = latest;
        if (kept == null || kept.time() != time) {
            int count = (names.size() + Limits.NAMES_IN_PART - 1) / Limits.NAMES_IN_PART;
            latest = outOfDate ? null : new Encoded(time, new AtomicReferenceArray<>(count));
        }
        if (outOfDate) {
            latest = null; // it was retired meanwhile
        }
    }

    /** A slow reader may still be taking the parts of an older answer: nothing is kept for it alone. */
    private Frame part(int index, long time) {
        Encoded kept = latest;
        if (kept == null || kept.time() != time) {
            return encode(index * Limits.NAMES_IN_PART, Limits.NAMES_IN_PART, time);
        }
        Frame part = kept.parts().get(index);
        if (part == null) {
            part = encode(index * Limits.NAMES_IN_PART, Limits.NAMES_IN_PART, time);
            kept.parts().set(index, part);
        }
        return part;
    }

    private Frame encode(int from, int count, long time) {
        List<String> some = names.subList(from, Math.min(from + count, names.size()));
        return Codec.encode(new Response(Code.ACCEPTED, time, null).withNames(some));
    }
}
