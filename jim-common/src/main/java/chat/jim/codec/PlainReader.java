package chat.jim.codec;

import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.wire.FlatObject;
import chat.jim.wire.Frame;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    private static final long RESUME = FlatObject.key("resume");
    private static final long REACHED = FlatObject.key("reached");
    private static final long TO = FlatObject.key("to");
    private static final long FROM = FlatObject.key("from");
    private static final long ENCODING = FlatObject.key("encoding");
    private static final long MESSAGE = FlatObject.key("message");

    /** Numbers of people that surely fit. */
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

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
        String resume = text(RESUME);
        String reached = number(REACHED);
        if (code == null || time == null || !areAll(code, time, alert, error, resume, reached)) {
            return null;
        }
        if ((alert != null && error != null)
                || (reached != null && !COUNT.matcher(reached).matches())) {
            return null;
        }
        return new Response(
                Code.of(code),
                seconds(time),
                alert == null ? error : alert,
                resume,
                reached == null ? null : Integer.valueOf(reached),
                null,
                List.of());
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
        if (to == null || message == null || !areAll("msg", time, to, from, encoding, message)) {
            return null;
        }
        Address sender = from == null ? null : Address.of(from);
        return new Action.Msg(seconds(time), Address.of(to), sender, encoding, message, null, frame);
    }

    /** Whether the object has no other members than these; null stands for one that is missing. */
    private boolean areAll(@Nullable String... members) {
        int count = 0;
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
