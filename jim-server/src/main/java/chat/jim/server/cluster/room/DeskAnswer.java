package chat.jim.server.cluster.room;

import chat.jim.codec.Codec;
import chat.jim.codec.JsonLine;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.server.cluster.bus.Lines;
import chat.jim.server.routing.RoomHomes;
import chat.jim.wire.Frame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the home of a room answers to a request, as bytes: a line that says what follows, and then the objects.
 *
 * @param answer null if the room has its home elsewhere
 * @param place how it stands with who has asked and that room; null if that is not known
 */
record DeskAnswer(
        RoomHomes.@Nullable Answer answer, @Nullable Place place) {
    /** The room has its home elsewhere. */
    static final DeskAnswer NOT_HERE = new DeskAnswer(null, null);

    private static final String PARTS = "parts";
    private static final String AFTER = "after";
    private static final String ROOM = "room";
    private static final String STEP = "step";
    private static final String IN = "in";
    private static final String BY_ACCOUNT = "account";

    /**
     * Whether somebody is in a room.
     *
     * @param step a greater number tells what is newer
     * @param byAccount whether somebody with an account has made the room
     */
    record Place(long step, boolean isIn, boolean byAccount) {}

    /** Nothing was done. */
    static DeskAnswer refused(Response refusal, Address room) {
        return new DeskAnswer(new RoomHomes.Answer(List.of(), refusal, List.of(), room, false), null);
    }

    byte[] encoded() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (answer == null) {
            out.writeBytes(Lines.bytes(JsonLine.empty().toString()));
            return out.toByteArray();
        }
        Frame response = Codec.encode(answer.response());
        JsonLine head = JsonLine.empty()
                .with(ROOM, answer.room().toString())
                .withNumbers(PARTS, lengths(answer.parts()))
                .withNumbers(AFTER, lengths(answer.after()));
        if (place != null) {
            head = head.with(STEP, place.step()).with(IN, place.isIn()).with(BY_ACCOUNT, place.byAccount());
        }
        out.writeBytes(Lines.bytes(head + "\n"));
        Stream.of(answer.parts().stream(), answer.after().stream(), Stream.of(response))
                .flatMap(frames -> frames)
                .forEach(frame -> out.write(frame.array(), frame.offset(), frame.length()));
        return out.toByteArray();
    }

    private static long[] lengths(List<Frame> frames) {
        return frames.stream().mapToLong(Frame::length).toArray();
    }

    /**
     * Reads an answer.
     *
     * @throws IllegalArgumentException it is none
     */
    static DeskAnswer of(byte[] data) {
        int end = Lines.endOfLine(data);
        try {
            JsonLine head = JsonLine.of(Lines.text(data, 0, end));
            String room = head.optionalText(ROOM);
            if (room == null) {
                return NOT_HERE;
            }
            int[] at = {end + 1};
            List<Frame> parts = frames(data, at, head.numbers(PARTS));
            List<Frame> after = frames(data, at, head.numbers(AFTER));
            Frame last = Frame.ofAnyLength(Arrays.copyOfRange(data, at[0], data.length));
            if (Codec.decode(last) instanceof Response response) {
                RoomHomes.Answer answer = new RoomHomes.Answer(parts, response, after, Address.room(room), false);
                long step = head.number(STEP, 0);
                return new DeskAnswer(answer, step == 0 ? null : new Place(step, head.flag(IN), head.flag(BY_ACCOUNT)));
            }
        } catch (ProtocolException e) {
            throw new IllegalArgumentException("a bad answer", e);
        }
        throw new IllegalArgumentException("no answer");
    }

    private static List<Frame> frames(byte[] data, int[] at, List<Long> lengths) {
        List<Frame> frames = new ArrayList<>(lengths.size());
        for (long length : lengths) {
            if (length <= 0 || length > data.length - at[0]) {
                throw new IllegalArgumentException("an object is missing");
            }
            int end = at[0] + (int) length;
            frames.add(Frame.ofAnyLength(Arrays.copyOfRange(data, at[0], end)));
            at[0] = end;
        }
        return frames;
    }
}
