package chat.jim.client.past;

import chat.jim.codec.Codec;
import chat.jim.protocol.Address;
import chat.jim.protocol.Flag;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.action.Action;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes of the parts of an answer the messages that they were, each with its id as if it had just come. */
public final class KeptMessage {
    private static final Logger LOG = LoggerFactory.getLogger(KeptMessage.class);

    private KeptMessage() {}

    /** The messages of an answer, the oldest first. What is none is left out. */
    public static List<Action.Msg> of(Response answer) {
        return answer.messages().stream()
                .filter(part -> part.number(Detail.ID) != null)
                .sorted(Comparator.comparing(part -> Objects.requireNonNull(part.number(Detail.ID))))
                .flatMap(KeptMessage::read)
                .toList();
    }

    /** The same, but only those of a room, or of the talk with somebody: a server may err. */
    public static List<Action.Msg> of(Response answer, Address place) {
        return of(answer).stream()
                .filter(msg ->
                        place.isRoom() == msg.to().isRoom() && (msg.to().equals(place) || place.equals(msg.from())))
                .toList();
    }

    private static Stream<Action.Msg> read(Response part) {
        String to = part.text(part.text(Detail.ROOM) == null ? Detail.TO : Detail.ROOM);
        String from = part.text(Detail.FROM);
        String text = part.text(Detail.MESSAGE);
        try {
            if (to == null || from == null || text == null) {
                throw ProtocolException.badRequest("The part lacks a field.");
            }
            Flag me = part.is(Detail.ME) ? Flag.YES : null;
            Action.Msg msg = new Action.Msg(
                    part.time(), Address.of(to), Address.of(from), part.text(Detail.ENCODING), text, me, null, null);
            return Stream.of(msg.in(frame(msg, Objects.requireNonNull(part.number(Detail.ID)))));
        } catch (ProtocolException | FrameException e) {
            LOG.warn("Received something that is no message that was kept: {}", e.getMessage());
            return Stream.empty();
        }
    }

    private static Frame frame(Action.Msg msg, long id) throws FrameException {
        byte[] object = Codec.line(msg);
        byte[] end = (",\"id\":" + id + "}").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(object, object.length - 1 + end.length);
        System.arraycopy(end, 0, whole, object.length - 1, end.length);
        return Frame.of(whole);
    }
}
