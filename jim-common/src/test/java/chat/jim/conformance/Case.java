package chat.jim.conformance;

import java.net.InetSocketAddress;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

/**
 * One case.
 *
 * @param quote the words of PROTOCOL.md that it checks
 * @param name what it does, unique in its section
 * @param play does it, and fails if the server does something else
 */
public record Case(String quote, String name, Play play) {
    /** What happens in a case. */
    public interface Play {
        /** Plays it. */
        void on(Scene scene) throws Exception;
    }

    /** One request of somebody who is online, its code, that the connection goes on, and that nothing refused arrives. */
    static Case online(String quote, String request, int code) {
        return new Case(quote, code + " " + request, scene -> {
            Peer peer = scene.online();
            peer.send(request).expect(code);
            if (code < 400) {
                peer.expectUsable();
            } else {
                peer.expectNoMessage();
            }
        });
    }

    /** One request of somebody who is not online yet, its code, and that the connection goes on. */
    static Case connected(String quote, String request, int code) {
        return new Case(quote, code + " before presence: " + request, scene -> {
            Peer peer = scene.connect();
            peer.send(request).expect(code);
            peer.expectUsable();
        });
    }

    DynamicTest test(InetSocketAddress server, Names names, @Nullable BiConsumer<String, String> accounts) {
        return DynamicTest.dynamicTest(name + " \u2014 \u201c" + quote + "\u201d", () -> {
            try (Scene scene = new Scene(server, names, accounts)) {
                play.on(scene);
            }
        });
    }
}
