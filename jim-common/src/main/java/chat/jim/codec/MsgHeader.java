package chat.jim.codec;

import chat.jim.protocol.Address;
import chat.jim.protocol.Limits;
import chat.jim.protocol.ProtocolException;
import chat.jim.wire.FlatObject;
import chat.jim.wire.Frame;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The header of a plain {@code msg}: whom it is for, and whom it is from. It is read without the text being decoded, so
 * that passing a message on costs next to nothing. What the {@link Codec} would refuse, or read otherwise, has no
 * header. Used again for message after message, by one thread.
 */
public final class MsgHeader {
    private static final long ACTION = FlatObject.key("action");
    private static final long TIME = FlatObject.key("time");
    private static final long TO = FlatObject.key("to");
    private static final long FROM = FlatObject.key("from");
    private static final long ENCODING = FlatObject.key("encoding");
    private static final long MESSAGE = FlatObject.key("message");
    private static final long RESPONSE = FlatObject.key("response");

    private static final byte[] MSG = {'m', 's', 'g'};

    /** A bit for each field, to notice one that is missing or given twice. */
    private static final int HAS_ACTION = 1;

    private static final int HAS_TIME = 2;
    private static final int HAS_TO = 4;
    private static final int HAS_FROM = 8;
    private static final int HAS_MESSAGE = 16;
    private static final int HAS_ENCODING = 32;
    private static final int NEEDED = HAS_ACTION | HAS_TIME | HAS_TO | HAS_FROM | HAS_MESSAGE;
    private static final int UNKNOWN_FIELD = 0;
    private static final int NOT_PLAIN = -1;

    private final LastAddress to = new LastAddress();
    private final LastAddress from = new LastAddress();

    /** Reads the header of a frame; false if that is no plain {@code msg} that names its sender. */
    public boolean read(Frame frame) {
        FlatObject object = frame.flatObject();
        if (object == null) {
            return false;
        }
        int seen = 0;
        for (int member = 0; member < object.size(); member++) {
            int bit = read(object, member);
            if (bit == NOT_PLAIN || (seen & bit) != 0) {
                return false;
            }
            seen |= bit;
        }
        return (seen & NEEDED) == NEEDED;
    }

    /** The bit of the field that stands there. */
    private int read(FlatObject object, int member) {
        long key = object.key(member);
        if (key == MESSAGE) {
            boolean fits = object.isText(member) && object.characters(member) <= Limits.MESSAGE;
            return fits ? HAS_MESSAGE : NOT_PLAIN;
        } else if (key == TO) {
            return to.read(object, member) ? HAS_TO : NOT_PLAIN;
        } else if (key == FROM) {
            return from.read(object, member) && !from.address().isRoom() ? HAS_FROM : NOT_PLAIN;
        } else if (key == ACTION) {
            return object.is(member, MSG) ? HAS_ACTION : NOT_PLAIN;
        } else if (key == TIME) {
            return HAS_TIME;
        } else if (key == ENCODING) {
            return object.isText(member) ? HAS_ENCODING : NOT_PLAIN;
        }
        return key == RESPONSE || object.isRepeated(member) ? NOT_PLAIN : UNKNOWN_FIELD;
    }

    /** Whom the message is for. */
    public Address to() {
        return to.address();
    }

    /** Who is said to have sent it. */
    public Address from() {
        return from.address();
    }

    /** The address in the last message, kept because the next message most often has the same one. */
    private static final class LastAddress {
        private byte[] bytes = {};
        private @Nullable Address address;

        boolean read(FlatObject object, int member) {
            if (!object.isPlain(member)) {
                return false;
            }
            if (address != null && object.is(member, bytes)) {
                return true;
            }
            byte[] value = object.value(member);
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
