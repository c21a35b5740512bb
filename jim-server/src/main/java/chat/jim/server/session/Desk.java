package chat.jim.server.session;

import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.server.peer.Peer;
import chat.jim.server.request.JoinedRooms;
import chat.jim.server.routing.Others;
import chat.jim.server.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests about rooms here for peers who are connected to another server. From any thread. */
final class Desk implements Others.RoomDesk {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    private final ServerContext context;

    Desk(ServerContext context) {
        this.context = context;
    }

    @Override
    public Response answer(Action request, Peer peer) {
        Session session = new Session(peer, context, context.requests().here());
        try {
            Response answer = request.accept(session);
            session.answered();
            return answer;
        } catch (ProtocolException e) {
            return context.replies().of(e);
        } catch (StoreException e) {
            LOG.atLevel(e.level()).log("A request of {} failed: {}", peer, e.getMessage());
            return context.replies().of(e);
        }
    }

    @Override
    public void leaveAll(Peer peer) {
        JoinedRooms rooms = new JoinedRooms(peer, context.requests().here());
        peer.holder().locked(() -> {
            rooms.leaveAll();
            return null;
        });
    }
}
