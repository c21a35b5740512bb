package chat.jim.server.store;

import java.util.List;

/** The addresses that the operator has banned from the server. May be used from any thread. */
public interface AddressBans {
    /**
     * A ban.
     *
     * @param network the address, or the network with its bits
     * @param until when it ends, in UNIX seconds; {@link Long#MAX_VALUE} if never
     * @param reason may be empty
     */
    record Ban(String network, long until, String reason) {}

    /** All that there are. */
    List<Ban> all();

    /** Adds one, or changes that of the same network. */
    void put(Ban ban);

    /** Lifts one. */
    void remove(String network);
}
