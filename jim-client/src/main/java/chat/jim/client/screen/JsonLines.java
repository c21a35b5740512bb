package chat.jim.client.screen;

import chat.jim.codec.Codec;
import chat.jim.process.LineWriter;
import chat.jim.protocol.Message;
import chat.jim.protocol.Response;

/** Prints what the server sends for programs to read: the objects of the protocol, one a line. */
public final class JsonLines {
    private final LineWriter out;

    /** Prints to {@code out}. */
    public JsonLines(LineWriter out) {
        this.out = out;
    }

    /** Prints a message or a response, a list in parts as on the wire. False if it cannot be printed. */
    public boolean print(Message message) {
        if (message instanceof Response response) {
            return response.parts().stream().map(Codec::line).allMatch(out::print);
        }
        return out.print(Codec.line(message));
    }
}
