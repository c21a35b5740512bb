package chat.jim.server.admin;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.server.control.RefusedException;
import chat.jim.server.control.Reply;
import chat.jim.server.limit.BannedAddresses;
import chat.jim.server.measure.Ending;
import chat.jim.server.peer.Replies;
import chat.jim.server.session.ConnectionHandler;
import java.util.Collection;
import java.util.List;

/** Bans addresses from the server, and lifts that. May be used from any thread. */
public final class BanRequests {
    private final BannedAddresses bans;
    private final Collection<ConnectionHandler> handlers;
    private final Replies replies;

    /** Also ends those connections that come from a banned address. */
    public BanRequests(BannedAddresses bans, Collection<ConnectionHandler> handlers, Replies replies) {
        this.bans = bans;
        this.handlers = handlers;
        this.replies = replies;
    }

    /** Lists the bans. */
    public Reply list(JsonLine request) {
        return Reply.of(bans.all().stream()
                .map(ban -> JsonLine.empty()
                        .with("network", ban.network())
                        .with("until", ban.until() == Long.MAX_VALUE ? 0 : ban.until())
                        .with("reason", ban.reason()))
                .toList());
    }

    /** Bans an address or a network. */
    public Reply ban(JsonLine request) {
        String network = network(request);
        bans.ban(network, AdminRequests.seconds(request, 1, 0), PeopleRequests.reason(request));
        return Reply.done("admin.banned", network, endBanned());
    }

    /** Looks whether another server of the chat has banned somebody. Waits for the store. */
    public void look() {
        bans.look();
        endBanned();
    }

    private int endBanned() {
        List<ConnectionHandler> there = handlers.stream()
                .filter(handler -> bans.refusal(handler.address()) != null)
                .toList();
        there.forEach(handler -> handler.dismiss(Ending.KICKED, farewell(handler)));
        return there.size();
    }

    private Response farewell(ConnectionHandler handler) {
        return replies.of(Code.FORBIDDEN, String.valueOf(bans.refusal(handler.address())));
    }

    /** Lifts a ban. */
    public Reply unban(JsonLine request) {
        String network = network(request);
        if (!bans.unban(network)) {
            throw RefusedException.of(Code.NOT_FOUND, "admin.noban", network);
        }
        return Reply.done("admin.unbanned", network);
    }

    private static String network(JsonLine request) {
        String network = BannedAddresses.written(request.text("network"));
        if (network == null) {
            throw RefusedException.of(Code.BAD_REQUEST, "admin.nonetwork", request.text("network"));
        }
        return network;
    }
}
