package chat.jim.codec;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.action.Action;
import chat.jim.wire.FlatObject;
import chat.jim.wire.Frame;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the plain messages, which clients get most: a response with a sentence, a {@code msg}, a {@code probe}. It takes
 * the fields from the {@link FlatObject} of the frame, so that a client starts without loading Jackson. It leaves
 * anything less plain (escapes, other fields, any defect) to {@link Json}.
 */
final class PlainReader {
    private static final long ACTION = FlatObject.key("action");
    private static final long RESPONSE = FlatObject.key("response");
    private static final long TIME = FlatObject.key("time");
    private static final long ALERT = FlatObject.key("alert");
    private static final long ERROR = FlatObject.key("error");
    private static final long TO = FlatObject.key("to");
    private static final long FROM = FlatObject.key("from");
    private static final long ENCODING = FlatObject.key("encoding");
    private static final long MESSAGE = FlatObject.key("message");
    private static final long ID = FlatObject.key("id");

    /** Numbers that surely fit. */
    private static final Pattern COUNT = Pattern.compile("\\d{1,18}");

    private static final Map<Detail, Long> DETAILS = new EnumMap<>(Detail.class);

    static {
        for (Detail detail : Detail.values()) {
            DETAILS.put(detail, FlatObject.key(detail.word()));
        }
    }

    private final FlatObject object;

    private PlainReader(FlatObject object) {
        this.object = object;
    }

    /** The message in the frame, or null if that is not plain. */
    static @Nullable Message read(Frame frame) {
        FlatObject object = frame.flatObject();
        if (object == null) {
            return null;
        }
        PlainReader reader = new PlainReader(object);
        try {
            return object.find(RESPONSE) >= 0 ? reader.response() : reader.action(frame);
        } catch (ProtocolException e) {
            return null;
        }
    }

    private @Nullable Response response() {
        String code = number(RESPONSE);
        String time = number(TIME);
        String alert = text(ALERT);
        String error = text(ERROR);
        if (code == null || time == null || (alert != null && error != null)) {
            return null;
        }
        Map<Detail, Object> details = areAll(code, time, alert, error) ? Map.of() : details();
        if (!areAll(details.size(), code, time, alert, error)) {
            return null;
        }
        return new Response(Code.of(code), seconds(time), alert == null ? error : alert, details, null, List.of());
    }

    private Map<Detail, Object> details() {
        Map<Detail, Object> details = new EnumMap<>(Detail.class);
        for (Map.Entry<Detail, Long> entry : DETAILS.entrySet()) {
            Detail detail = entry.getKey();
            if (detail.kind() == Detail.Kind.TEXT) {
                putIfThere(details, detail, text(entry.getValue()));
            } else if (detail.kind() == Detail.Kind.NUMBER) {
                String number = number(entry.getValue());
                boolean fits = number != null && COUNT.matcher(number).matches();
                putIfThere(details, detail, fits ? Long.valueOf(number) : null);
            }
        }
        return details;
    }

    private static void putIfThere(Map<Detail, Object> details, Detail detail, @Nullable Object value) {
        if (value != null) {
            details.put(detail, value);
        }
    }

    private @Nullable Action action(Frame frame) {
        String verb = text(ACTION);
        String time = number(TIME);
        if (verb == null || time == null) {
            return null;
        }
        return switch (verb) {
            case "msg" -> msg(time, frame);
            case "probe" -> areAll(verb, time) ? new Action.Probe(seconds(time)) : null;
            default -> null;
        };
    }

    private Action.@Nullable Msg msg(String time, Frame frame) {
        String to = text(TO);
        String from = text(FROM);
        String encoding = text(ENCODING);
        String message = text(MESSAGE);
        String id = number(ID);
        if (to == null || message == null || !areAll("msg", time, to, from, encoding, message, id)) {
            return null;
        }
        Address sender = from == null ? null : Address.of(from);
        return new Action.Msg(seconds(time), Address.of(to), sender, encoding, message, null, null, frame);
    }

    /** Whether the object has no other members than these; null stands for one that is missing. */
    private boolean areAll(@Nullable String... members) {
        return areAll(0, members);
    }

    private boolean areAll(int others, @Nullable String... members) {
        int count = others;
        for (String member : members) {
            count += member == null ? 0 : 1;
        }
        return count == object.size();
    }

    private @Nullable String text(long key) {
        int member = object.find(key);
        return member >= 0 && object.isPlain(member) ? value(member) : null;
    }

    private @Nullable String number(long key) {
        int member = object.find(key);
        return member >= 0 && object.isNumber(member) ? value(member) : null;
    }

    private String value(int member) {
        return new String(object.value(member), StandardCharsets.UTF_8);
    }

    private static long seconds(String number) {
        return (long) Math.floor(Double.parseDouble(number));
    }
}
