package chat.jim.server.session;

import chat.jim.protocol.Address;
import chat.jim.protocol.Limits;
import org.jspecify.annotations.Nullable;

/**
 * What those who have an account among their contacts hear of it: that it is online, what it says of itself, that it is
 * offline (PROTOCOL.md, section 10). Of guests nobody hears. Only for the thread of the session.
 */
final class StatusNotifier {
    private final ServerContext services;
    private String status = "";

    StatusNotifier(ServerContext services) {
        this.services = services;
    }

    void online(Address account) {
        tell(account, " is online");
    }

    void offline(Address account) {
        tell(account, " is offline");
    }

    /** Keeps what the peer says of itself, and tells it if it is new. */
    void status(Address own, boolean registered, @Nullable String said) {
        if (said == null || said.equals(status)) {
            return;
        }
        status = said;
        if (registered && !said.isEmpty() && Limits.length(said) <= Limits.MESSAGE) {
            tell(own, " is online: " + said);
        }
    }

    private void tell(Address account, String news) {
        services.contacts().tell(account, services.notice(account + news));
    }
}
