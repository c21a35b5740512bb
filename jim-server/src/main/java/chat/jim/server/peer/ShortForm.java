package chat.jim.server.peer;

import chat.jim.codec.Codec;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.User;
import chat.jim.text.Pieces;
import chat.jim.wire.BareForm;
import chat.jim.wire.Frame;
import java.util.List;
import java.util.function.Function;

/**
 * A notice, or a part of a list, so short that a bare peer takes it with one read (PROTOCOL.md, section 1): what somebody
 * says of himself is cut. It is only told in passing, so the rest is not sent.
 */
public final class ShortForm {
    /** What people have written into a part of a list. */
    private static final List<Detail> TEXTS = List.of(Detail.TOPIC, Detail.REASON);

    private ShortForm() {}

    /** The same response, with as much of its text or status as fits. */
    public static Frame of(Frame response) {
        return BareForm.fits(response) ? response : cut(response, (Response) Codec.decode(response));
    }

    private static Frame cut(Frame whole, Response response) {
        for (Detail detail : TEXTS) {
            String text = response.text(detail);
            if (text != null) {
                return longest(text, beginning -> response.with(detail, beginning));
            }
        }
        if (response.users().isEmpty()) {
            return response.text() == null ? whole : longest(response.text(), response::withText);
        }
        User user = response.users().get(0);
        return longest(
                String.valueOf(user.status()), status -> response.withUsers(List.of(new User(user.account(), status))));
    }

    private static Frame longest(String text, Function<String, Response> response) {
        Function<String, Frame> frame = response.andThen(Codec::encode);
        return frame.apply(Pieces.beginning(text, beginning -> BareForm.fits(frame.apply(beginning))));
    }
}
