package chat.jim.server.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.Address;
import chat.jim.protocol.Limits;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.routing.Others.Ears;
import chat.jim.server.store.AccountKey;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/** What a server tells all others and needs no answer to: failed logins, and who has come or gone. From any thread. */
final class Words {
    /** {@code F NODE JSON}: a login has failed. */
    private static final String FAILURE = "F";

    /** {@code P NODE JSON}: news of somebody, and those who are to know them. */
    private static final String NEWS = "P";

    /** So many readers fit into one word. */
    private static final int MOST_READERS = 500;

    /** The longest sentence about somebody. */
    private static final int LONGEST = Limits.MESSAGE + 100;

    private final Bus bus;
    private final ThisNode self;

    Words(Bus bus, ThisNode self) {
        this.bus = bus;
        this.self = self;
    }

    void tellFailure(Address account, InetAddress network) {
        tell(
                FAILURE,
                JsonLine.empty()
                        .with("key", account.key())
                        .with("from", HexFormat.of().formatHex(network.getAddress())));
    }

    void tellNews(String news, List<AccountKey> readers) {
        for (int i = 0; i < readers.size(); i += MOST_READERS) {
            List<JsonLine> some = readers.subList(i, Math.min(readers.size(), i + MOST_READERS)).stream()
                    .map(reader ->
                            JsonLine.empty().with("key", reader.name().key()).with("id", reader.id()))
                    .toList();
            tell(NEWS, JsonLine.empty().with("news", news).with("to", some));
        }
    }

    private void tell(String kind, JsonLine what) {
        String node = self.lease().id();
        if (node != null) {
            bus.tellAll(kind + " " + node + " " + what);
        }
    }

    /** Hears these words of others from now on. What makes no sense is nobody's. */
    void begin(Ears ears) {
        listen(FAILURE, what -> hearFailure(what, ears));
        listen(NEWS, what -> hearNews(what, ears));
    }

    private void listen(String kind, Consumer<JsonLine> ear) {
        bus.onWord(kind, words -> {
            String[] parts = new String(words, UTF_8).split(" ", 3);
            if (parts.length < 3 || parts[1].equals(self.lease().id())) {
                return;
            }
            try {
                ear.accept(JsonLine.of(parts[2]));
            } catch (ProtocolException e) {
                return;
            }
        });
    }

    private static void hearFailure(JsonLine what, Ears ears) {
        try {
            byte[] network = HexFormat.of().parseHex(what.text("from"));
            ears.failedLogin().accept(name(what), InetAddress.getByAddress(network));
        } catch (UnknownHostException | IllegalArgumentException e) {
            return; // it is no address
        }
    }

    private static void hearNews(JsonLine what, Ears ears) {
        String news = what.text("news");
        List<AccountKey> readers = new ArrayList<>();
        for (JsonLine reader : what.objects("to")) {
            readers.add(new AccountKey(name(reader), reader.text("id")));
        }
        if (Limits.length(news) <= LONGEST) {
            ears.news().accept(news, readers);
        }
    }

    private static Address name(JsonLine line) {
        String key = line.text("key");
        return Address.stored(key, key);
    }
}
