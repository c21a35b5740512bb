package chat.jim.server.store.jetstream;

import chat.jim.codec.JsonLine;
import chat.jim.server.store.AddressBans;
import chat.jim.server.store.jetstream.Values.Value;
import java.util.List;

/** The addresses that are banned from all servers of a cluster: a value for each network. */
final class JetStreamAddressBans implements AddressBans {
    private final Values bans;

    JetStreamAddressBans(Values bans) {
        this.bans = bans;
    }

    @Override
    public List<Ban> all() {
        return bans.all(JetStreamAddressBans::ban);
    }

    private static Ban ban(Value value) {
        return new Ban(
                value.key(), value.fields().number("until", 0), value.fields().text("reason"));
    }

    @Override
    public void put(Ban ban) {
        bans.change(
                ban.network(),
                value -> (value == null ? JsonLine.empty() : value)
                        .with("until", ban.until())
                        .with("reason", ban.reason()));
    }

    @Override
    public void remove(String network) {
        bans.remove(network, value -> true);
    }
}
