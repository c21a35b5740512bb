package chat.jim.server.session;

import chat.jim.dialect.PeerDialect;
import chat.jim.net.Connection;
import chat.jim.protocol.Action;
import chat.jim.protocol.ActionHandler;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Login;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.server.account.Admission;
import chat.jim.server.account.Authenticator;
import chat.jim.server.account.Contacts;
import chat.jim.server.account.Resumption;
import chat.jim.server.mailbox.Delivery;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.routing.Routed;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what one peer requests (PROTOCOL.md, sections 5 to 7 and 10). A handler's return value is the answer. Methods
 * are for the thread of the peer's {@link ConnectionHandler} unless they say otherwise.
 */
final class Session implements ActionHandler<Response> {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final ServerContext context;
    private final Replies replies;
    private final Connection connection;
    private final Peer peer;
    private final PeerDialect dialect;
    private final JoinedRooms rooms;
    private final Contacts contacts;
    private final Lists lists;
    private final Resumption resumption;

    /** The last login to an account; null before it, and if the server keeps no messages. */
    private volatile @Nullable Delivery delivery;

    /** Whether the peer speaks a foreign dialect, not the specification's (PROTOCOL.md, appendix). */
    private boolean foreign;

    Session(Connection connection, ServerContext context) {
        this.connection = connection;
        this.context = context;
        replies = context.replies();
        dialect = new PeerDialect(context.config().dialects(), context.authenticator()::isSomebody);
        peer = new Peer(connection, dialect, context.config().timeouts().probeInterval());
        rooms = new JoinedRooms(peer, context);
        contacts = new Contacts(
                peer,
                context.accounts(),
                context.directory(),
                replies,
                context.config().limits().contacts());
        lists = new Lists(connection, dialect, contacts, context);
        resumption = new Resumption(context.tokens(), peer);
    }

    /** The peer as the others see it. From any thread. */
    Peer peer() {
        return peer;
    }

    /** Sends the peer the messages that wait in its mailbox, if it has one. */
    void drainMailbox() {
        if (delivery != null) {
            delivery.drain();
        }
    }

    /** Everything that was read is answered; the next requests come later. */
    void endRound() {
        contacts.forgetNames();
    }

    /** The login if it has ended, and the peer may have read messages without confirming them; otherwise null. */
    @Nullable
    Delivery unconfirmed() {
        return delivery != null && delivery.mayHaveReadAll() ? delivery : null;
    }

    /** Probes the peer (PROTOCOL.md, section 8). From any thread. */
    void probe() {
        Delivery login = delivery;
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
            rooms.setInCommonRoom(foreign);
        }
    }

    /** Takes the peer offline: it leaves its rooms, and its name becomes free. Does nothing the second time. */
    void goOffline() {
        Address former = peer.name();
        if (former == null) {
            return;
        }
        try {
            rooms.leaveAll();
            contacts.notifyOffline();
        } finally {
            if (delivery != null) {
                delivery.close();
            }
            peer.setOffline();
            context.directory().release(former, peer);
            resumption.pause();
            LOG.info("{} is offline", former);
        }
    }

    @Override
    public Response onPresence(Action.Presence presence) {
        Address account = presence.user().account();
        Address own = peer.name();
        boolean isOwn = account.equals(own) || dialect.isSelfName(account);
        if (own == null || (isNameless() && !isOwn)) {
            Admission admission = context.authenticator().admit(account, presence.resume(), peer);
            goOffline();
            comeOnline(admission, account);
            own = admission.name();
        } else if (!isOwn) {
            throw alreadyOnline(own);
        } else {
            acknowledge(presence);
        }
        contacts.setStatus(presence.user().status());
        return resumption.answer(replies.of(Code.OK, "You are online as " + own + "."), presence.resume());
    }

    /** The presence answers a probe, if one was sent. */
    private void acknowledge(Action.Presence presence) {
        if (delivery == null) {
            return;
        }
        if (Action.Presence.UNREAD.equals(presence.type())) {
            delivery.decline();
        } else {
            delivery.confirm();
        }
    }

    /** Whether the peer is a guest that has chosen no name yet, and still may. */
    private boolean isNameless() {
        Address name = peer.name();
        return foreign && !peer.isRegistered() && name != null && Authenticator.isGuests(name);
    }

    @Override
    public Response onAuthenticate(Action.Authenticate authenticate) {
        Login login = authenticate.login();
        if (foreign && !context.authenticator().hasAccount(login.account())) {
            return onPresence(new Action.Presence(authenticate.time(), null, login.account(), null));
        }
        Address own = peer.name();
        if (own != null && !isNameless()) {
            throw alreadyOnline(own);
        }
        Admission admission =
                context.authenticator().authenticate(login.account(), login.secret(), peer, connection.address());
        goOffline();
        comeOnline(admission, login.account());
        return resumption.answer(
                replies.of(Code.OK, "You are online as " + admission.name() + "."), authenticate.resume());
    }

    @Override
    public Response onRegister(Action.Register register) {
        Login login = register.login();
        Address guest = peer.name();
        if (guest != null && !guest.equals(login.account())) {
            throw alreadyOnline(guest);
        }
        Address account = guest == null ? login.account() : guest;
        Admission admission = context.authenticator().register(account, login.password(), peer, connection.address());
        comeOnline(admission, account);
        return resumption.answer(
                replies.of(Code.CREATED, "You have the account " + account + ", and are online."), register.resume());
    }

    @Override
    public Response onPasswd(Action.Passwd passwd) {
        resumption.renew(context.passwords().change(passwd, peer, connection.address()));
        return resumption.answer(replies.of(Code.OK, "Your password is changed."), passwd.resume());
    }

    /** @param selfName the name that the peer uses for itself */
    private void comeOnline(Admission admission, Address selfName) {
        Address name = admission.name();
        dialect.setSelfName(selfName);
        delivery = context.mailboxes().open(admission.key(), peer);
        peer.setOnline(name, admission.key());
        context.directory().list(peer);
        resumption.begin(admission);
        LOG.info("{} is online{} from {}", name, peer.isRegistered() ? "" : " as a guest", peer);
        contacts.notifyOnline();
        if (foreign) {
            rooms.enterCommonRoom();
        }
    }

    private static ProtocolException alreadyOnline(Address own) {
        return new ProtocolException(Code.BAD_REQUEST, "You are online as " + own + ": quit to change your name.");
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
            rooms.enterCommonRoom();
        }
        OutgoingMsg outgoing = OutgoingMsg.of(msg, sender, dialect, context.clock());
        Routed routed = context.router().route(outgoing, peer, msg.to());
        return routed.kept() ? replies.kept(msg.to()) : replies.sent(dialect.isStandard() ? routed.reached() : null);
    }

    @Override
    public Response onJoin(Action.Join join) {
        return rooms.join(join.room(), Boolean.TRUE.equals(join.quiet()));
    }

    @Override
    public Response onLeave(Action.Leave leave) {
        return rooms.leave(leave.room());
    }

    @Override
    public Response onWho(Action.Who who) {
        return who.room() == null ? lists.online(who.statuses()) : lists.members(who.room(), who.statuses());
    }

    @Override
    public Response onRooms(Action.Rooms request) {
        return lists.rooms();
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
    public Response onQuit(Action.Quit quit) {
        resumption.end();
        goOffline(); // first, so that no message comes after the answer
        return replies.of(Code.OK, "Good-bye.");
    }
}
