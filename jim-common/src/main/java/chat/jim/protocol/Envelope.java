package chat.jim.protocol;

import chat.jim.wire.Frame;
import chat.jim.wire.Outline;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the outside of a plain {@code msg}: whom it is for, and whom it is from. It is read without the text being
 * decoded, so that passing a message on costs next to nothing; whatever the {@link Codec} would refuse, or read otherwise,
 * is none. Used again for message after message, by one thread.
 */
public final class Envelope {
    private static final long ACTION = Outline.key(Field.ACTION.word());
    private static final long TIME = Outline.key(Field.TIME.word());
    private static final long TO = Outline.key(Field.TO.word());
    private static final long FROM = Outline.key(Field.FROM.word());
    private static final long ENCODING = Outline.key(Field.ENCODING.word());
    private static final long MESSAGE = Outline.key(Field.MESSAGE.word());

    /** What an action of another kind has; where it stands in a {@code msg}, the codec shall see to it. */
    private static final long[] OTHERS = Arrays.stream(Field.values())
            .map(Field::word)
            .mapToLong(Outline::key)
            .filter(key ->
                    key != ACTION && key != TIME && key != TO && key != FROM && key != ENCODING && key != MESSAGE)
            .toArray();

    private static final byte[] MSG = {'m', 's', 'g'};
    private static final int ALL_NEEDED = 0b11111;
    private static final int SIX_FIELDS = 0b111111;

    private final LastAddress to = new LastAddress();
    private final LastAddress from = new LastAddress();

    /** Reads the frame; false if it is no plain {@code msg} that names its sender. */
    public boolean read(Frame frame) {
        Outline outline = frame.outline();
        if (outline == null) {
            return false;
        }
        int seen = 0;
        for (int member = 0; member < outline.size(); member++) {
            int bit = read(outline, member);
            if (bit < 0 || (seen & bit) != 0) {
                return false;
            }
            seen |= bit;
        }
        return (seen & ALL_NEEDED) == ALL_NEEDED && (seen & ~SIX_FIELDS) == 0;
    }

    /** The bit of the field that stands there, 0 for an unknown field, or less for what is not plain. */
    private int read(Outline outline, int member) {
        long key = outline.key(member);
        if (key == MESSAGE) {
            return outline.isText(member) && outline.characters(member) <= Limits.MESSAGE ? 1 : -1;
        } else if (key == TO) {
            return to.read(outline, member) ? 2 : -1;
        } else if (key == FROM) {
            return from.read(outline, member) && !from.address().isRoom() ? 4 : -1;
        } else if (key == ACTION) {
            return outline.is(member, MSG) ? 8 : -1;
        } else if (key == TIME) {
            return 16;
        } else if (key == ENCODING) {
            return outline.isText(member) ? 32 : -1;
        }
        return isOther(key) ? -1 : 0;
    }

    private static boolean isOther(long key) {
        for (long other : OTHERS) {
            if (other == key) {
                return true;
            }
        }
        return false;
    }

    /** Whom the message is for. */
    public Address to() {
        return to.address();
    }

    /** Who is said to have sent it. */
    public Address from() {
        return from.address();
    }

    /** An address as it stood in the last message: most often it is the same again, and need not be made anew. */
    private static final class LastAddress {
        private byte[] bytes = {};
        private @Nullable Address address;

        boolean read(Outline outline, int member) {
            if (!outline.isPlain(member)) {
                return false;
            }
            if (address != null && outline.is(member, bytes)) {
                return true;
            }
            byte[] value = outline.value(member);
            try {
                address = Address.of(new String(value, StandardCharsets.UTF_8));
                bytes = value;
                return true;
            } catch (ProtocolException e) {
                return false;
            }
        }

        Address address() {
            return Objects.requireNonNull(address);
        }
    }
}
