package chat.jim.server.mailbox;

import chat.jim.protocol.Address;
import chat.jim.server.config.Quotas;
import chat.jim.server.peer.Peer;
import chat.jim.server.store.MailStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The mailboxes of the accounts, where the server has any (PROTOCOL.md, section 6). From any thread. */
public final class Mailboxes {
    private final MailStore store;
    private final Quotas quotas;
    private final Map<Address, Mailbox> mailboxes = new ConcurrentHashMap<>();

    public Mailboxes(MailStore store, Quotas quotas) {
        this.store = store;
        this.quotas = quotas;
    }

    /** The mailbox of an account, or null if this server keeps no messages. */
    @Nullable
    public Mailbox of(Address account) {
        return quotas.mailbox() == 0
                ? null
                : mailboxes.computeIfAbsent(account, owner -> new Mailbox(owner, store, quotas));
    }

    /** The peer is online with the account: opens its mailbox, if it has one. */
    @Nullable
    public Mailbox open(Address account, Peer peer) {
        Mailbox mailbox = of(account);
        if (mailbox != null) {
            mailbox.open(peer);
        }
        return mailbox;
    }

    /** Asks those for a confirmation who have messages to confirm, and wakes those who are not asked so. */
    public void probe() {
        for (Mailbox mailbox : mailboxes.values()) {
            Peer behind = mailbox.probe();
            if (behind != null) {
                behind.wake();
            }
        }
    }
}
