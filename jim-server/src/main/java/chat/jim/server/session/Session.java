package chat.jim.server.session;

import chat.jim.dialect.PeerDialect;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Flag;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.action.Action;
import chat.jim.protocol.action.ActionHandler;
import chat.jim.protocol.action.HistoryAction;
import chat.jim.protocol.action.RoomAction;
import chat.jim.server.account.Contacts;
import chat.jim.server.mailbox.Delivery;
import chat.jim.server.moderation.Authority;
import chat.jim.server.moderation.OrderRequests;
import chat.jim.server.moderation.RoomRequests;
import chat.jim.server.moderation.Whois;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.request.CommonRoom;
import chat.jim.server.request.HistoryRequests;
import chat.jim.server.request.JoinedRooms;
import chat.jim.server.request.Lists;
import chat.jim.server.request.Shared;
import chat.jim.server.routing.Routed;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Does what one peer requests (PROTOCOL.md, sections 5 to 7, 10, 12 and 13). A handler's return value is the answer. Methods
 * are for the thread of the peer's {@link ConnectionHandler} unless they say otherwise.
 */
final class Session implements ActionHandler<Response> {
    private final ServerContext context;
    private final Replies replies;
    private final Peer peer;
    private final PeerDialect dialect;
    private final JoinedRooms rooms;
    private final CommonRoom commonRoom;
    private final Contacts contacts;
    private final Lists lists;
    private final OnlineState onlineState;
    private final HistoryRequests history;
    private final RoomRequests roomRequests;
    private final OrderRequests order;
    private final Whois whois;

    /** Whether the peer speaks a foreign dialect, not the specification's (PROTOCOL.md, appendix). */
    private boolean foreign;

    Session(Peer peer, ServerContext context, Shared shared) {
        this.peer = peer;
        this.context = context;
        replies = context.replies();
        dialect = peer.dialect();
        rooms = new JoinedRooms(peer, shared);
        commonRoom = new CommonRoom(peer, rooms, shared);
        contacts = context.contactsOf(peer);
        onlineState = new OnlineState(peer, rooms, commonRoom, contacts, context);
        history = new HistoryRequests(peer, rooms, shared);
        Authority authority = new Authority(peer, context.authority());
        lists = new Lists(peer, contacts, authority, shared);
        roomRequests = new RoomRequests(peer, context.rooms(), replies, authority);
        order = new OrderRequests(peer, context.rooms(), replies, authority);
        whois = new Whois(peer, replies, authority, context.profiles());
    }

    /** The peer as the others see it. From any thread. */
    Peer peer() {
        return peer;
    }

    /** Sends the peer the messages that wait in its mailbox, if it has one. */
    void drainMailbox() {
        Delivery login = onlineState.delivery();
        if (login != null) {
            login.drain();
        }
    }

    /** The last request is answered. */
    void answered() {
        onlineState.answered();
    }

    /** Everything that was read is answered; the next requests come later. */
    void endRound() {
        contacts.forgetNames();
        commonRoom.showLast();
    }

    /** The login if it has ended, and the peer may have read messages without confirming them; otherwise null. */
    @Nullable
    Delivery unconfirmed() {
        Delivery login = onlineState.delivery();
        return login != null && login.mayHaveReadAll() ? login : null;
    }

    /** Probes the peer (PROTOCOL.md, section 8). From any thread. */
    void probe() {
        Delivery login = onlineState.delivery();
        if (login == null) {
            peer.probe(replies.probe());
        } else {
            login.probe();
        }
    }

    /** Applies a change of the peer's dialect, if there was one. Peers of foreign dialects are in the common room. */
    void dialectShown() {
        boolean before = foreign;
        foreign = !dialect.isStandard();
        if (foreign || before) {
            peer.setForeign(foreign, context.config().timeouts().pace(peer.looksSlowly()));
        }
        if (foreign != before && peer.name() != null) {
            commonRoom.set(foreign);
        }
    }

    void goOffline() {
        onlineState.goOffline();
    }

    @Override
    public Response onPresence(Action.Presence presence) {
        return onlineState.onPresence(presence);
    }

    @Override
    public Response onAuthenticate(Action.Authenticate authenticate) {
        return onlineState.onAuthenticate(authenticate);
    }

    @Override
    public Response onRegister(Action.Register register) {
        return onlineState.onRegister(register);
    }

    @Override
    public Response onPasswd(Action.Passwd passwd) {
        return onlineState.onPasswd(passwd);
    }

    @Override
    public Response onProbe(Action.Probe probe) {
        throw new ProtocolException(Code.BAD_REQUEST, "Only servers probe: send a presence to show that you are here.");
    }

    @Override
    public Response onMsg(Action.Msg msg) {
        Address sender = Objects.requireNonNull(peer.name());
        if (msg.from() != null && !msg.from().equals(sender) && !dialect.isSelfName(msg.from())) {
            throw new ProtocolException(
                    Code.BAD_REQUEST, "You are " + sender + ": put your own name in from, or leave it out.");
        }
        if (foreign && msg.to().equals(Address.EVERYBODY)) {
            commonRoom.enter();
        }
        peer.setLastMessage(context.rooms().rules().now());
        OutgoingMsg outgoing = OutgoingMsg.of(msg, sender, dialect, context.clock());
        Routed routed = context.router().known(context.router().route(outgoing, peer, msg.to()));
        if (routed.kept()) {
            return replies.kept(msg.to());
        }
        Response sent = replies.sent(dialect.isStandard() ? routed.reached() : null);
        return routed.id() == 0 || !peer.wantsIds() ? sent : sent.with(Detail.ID, routed.id());
    }

    @Override
    public Response onJoin(Action.Join join) {
        if (join.ids() == Flag.YES) {
            peer.setWantsIds(); // first: what comes from the room has its ids
        }
        commonRoom.asked(join.room());
        return history.joined(rooms.join(join), join.room());
    }

    @Override
    public Response onLeave(Action.Leave leave) {
        commonRoom.asked(leave.room());
        return rooms.leave(leave);
    }

    @Override
    public Response onWho(Action.Who who) {
        return lists.who(who);
    }

    @Override
    public Response onRooms(Action.Rooms request) {
        return lists.rooms(request);
    }

    @Override
    public Response onGetContacts(Action.GetContacts getContacts) {
        return lists.contacts(getContacts.statuses());
    }

    @Override
    public Response onGetPotentials(Action.GetPotentials getPotentials) {
        return lists.potentials();
    }

    @Override
    public Response onAddContact(Action.AddContact addContact) {
        Address contact = contacts.add(addContact.contact());
        return replies.of(Code.OK, contact + " is among your contacts.");
    }

    @Override
    public Response onDelContact(Action.DelContact delContact) {
        contacts.remove(delContact.contact());
        return replies.of(Code.OK, delContact.contact() + " is no longer among your contacts.");
    }

    @Override
    public Response onPublicKey(Action.PublicKey publicKey) {
        return lists.publicKey(publicKey.owner());
    }

    @Override
    public Response onHistory(HistoryAction.History request) {
        return history.history(request);
    }

    @Override
    public Response onMark(HistoryAction.Mark mark) {
        return history.mark(mark);
    }

    @Override
    public Response onSearch(HistoryAction.Search search) {
        return history.search(search);
    }

    @Override
    public Response onForget(HistoryAction.Forget forget) {
        return history.forget(forget);
    }

    @Override
    public Response onRoom(RoomAction.Settings request) {
        return roomRequests.settings(request);
    }

    @Override
    public Response onInvite(RoomAction.Invite request) {
        return roomRequests.invite(request);
    }

    @Override
    public Response onGrant(RoomAction.Grant request) {
        return roomRequests.grant(request);
    }

    @Override
    public Response onRevoke(RoomAction.Revoke request) {
        return roomRequests.revoke(request);
    }

    @Override
    public Response onKick(RoomAction.Kick request) {
        return order.kick(request);
    }

    @Override
    public Response onBan(RoomAction.Ban request) {
        return order.ban(request);
    }

    @Override
    public Response onUnban(RoomAction.Unban request) {
        return order.unban(request);
    }

    @Override
    public Response onMute(RoomAction.Mute request) {
        return order.mute(request);
    }

    @Override
    public Response onUnmute(RoomAction.Unmute request) {
        return order.unmute(request);
    }

    @Override
    public Response onWhois(Action.Whois request) {
        return lists.inParts(whois.whois(request));
    }

    @Override
    public Response onQuit(Action.Quit quit) {
        onlineState.quit(); // first, so that no message comes after the answer
        return replies.of(Code.OK, "Good-bye.");
    }
}
