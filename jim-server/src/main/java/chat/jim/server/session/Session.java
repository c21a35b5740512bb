package chat.jim.server.session;

import chat.jim.net.Connection;
import chat.jim.protocol.Action;
import chat.jim.protocol.ActionHandler;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.server.account.Authenticator;
import chat.jim.server.account.ContactList;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One peer's state on the server, and what its requests do (PROTOCOL.md, sections 5 to 7 and 10). A handler's return
 * value is the answer. All belongs to the thread of the peer's {@link ConnectionHandler}, where nothing else is said.
 */
public final class Session implements ActionHandler<Response> {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final Connection connection;
    private final ServerContext services;
    private final Peer peer;
    private final JoinedRooms membership;
    private final StatusNotifier presence;
    private final ContactList contacts;
    private final Inquiries inquiries;

    /** The name it is online by; null until then. */
    private volatile @Nullable Address name;

    /** Whether it has logged in to an account, and is no guest. */
    private volatile boolean registered;

    /** Whether its program knows neither rooms nor the other customs of the house (PROTOCOL.md, appendix). */
    private boolean visitor;

    public Session(Connection connection, ServerContext services) {
        this.connection = connection;
        this.services = services;
        peer = new Peer(connection, services);
        membership = new JoinedRooms(this, services);
        presence = new StatusNotifier(services);
        contacts = new ContactList(this, services);
        inquiries = new Inquiries(services);
    }

    /** The name it is online by, or null. From any thread. */
    @Nullable
    public Address name() {
        return name;
    }

    /** Whether its name is that of an account it has logged in to. From any thread. */
    public boolean registered() {
        return registered;
    }

    /** The other end. From any thread. */
    public Peer peer() {
        return peer;
    }

    /** Ends it from outside, with the reason as its last words; only once. From any thread. */
    void dismiss(Response reason) {
        if (connection.dismiss(peer.dialect().encodeUnasked(reason))) {
            LOG.info("{} is sent away: {}", name == null ? connection.peer() : name, reason.text());
        }
    }

    /** It is a visitor from now on, or none any more: a visitor is in the common room. */
    public void visits(boolean nowVisitor) {
        if (visitor == nowVisitor) {
            return;
        }
        visitor = nowVisitor;
        peer.visits(nowVisitor);
        if (name != null && visitor) {
            membership.enterCommonRoom();
        } else if (name != null) {
            membership.leaveCommonRoom();
        }
    }

    /** Frees the name and the places in rooms; does nothing the second time. */
    void leaveAll() {
        Address former = name;
        if (former == null) {
            return;
        }
        try {
            membership.leaveAll();
            if (registered) {
                presence.offline(former);
            }
        } finally {
            peer.logOut();
            name = null;
            services.directory().release(former, this);
            LOG.info("{} is offline", former);
        }
    }

    @Override
    public Response onPresence(Action.Presence presence) {
        Address account = presence.account();
        Address own = name;
        if (own == null
                || (isStranger() && !account.equals(own) && !peer.dialect().isSelfName(account))) {
            own = services.authenticator().admitGuest(account, visitor, this);
            leaveAll();
            comeOnline(own, account, false);
        } else if (!account.equals(own) && !peer.dialect().isSelfName(account)) {
            throw alreadyOnline(own);
        } else {
            peer.confirm(Action.Presence.UNREAD.equals(presence.type()));
        }
        peer.dialect().setPublicKey(presence.publicKey());
        this.presence.status(own, registered, presence.status());
        return response(Code.OK, "You are online as " + own + ".");
    }

    /** Whether it is online, by no name of its own: it may take one. */
    private boolean isStranger() {
        return visitor && !registered && name != null && Authenticator.isGuests(name);
    }

    @Override
    public Response onAuthenticate(Action.Authenticate authenticate) {
        if (visitor && !services.authenticator().hasAccount(authenticate.account())) {
            return onPresence(new Action.Presence(authenticate.time(), null, authenticate.account(), null));
        }
        if (name != null && !isStranger()) {
            throw alreadyOnline(name);
        }
        Address account = services.authenticator()
                .authenticate(authenticate.account(), authenticate.password(), this, connection.address());
        leaveAll();
        comeOnline(account, authenticate.account(), true);
        return response(Code.OK, "You are online as " + account + ".");
    }

    @Override
    public Response onRegister(Action.Register register) {
        Address guest = name;
        if (guest != null && !guest.equals(register.account())) {
            throw alreadyOnline(guest);
        }
        Address account = guest == null ? register.account() : guest;
        services.authenticator().register(account, register.password(), this, connection.address());
        comeOnline(account, account, true);
        return response(Code.CREATED, "You have the account " + account + ", and are online.");
    }

    /** @param self what the peer calls itself */
    private void comeOnline(Address account, Address self, boolean withPassword) {
        registered = withPassword;
        peer.dialect().setSelfName(self);
        if (withPassword) {
            peer.logIn(account);
        }
        name = account;
        LOG.info("{} is online{} from {}", account, withPassword ? "" : " as a guest", peer);
        if (withPassword) {
            presence.online(account);
        }
        if (visitor) {
            membership.enterCommonRoom();
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
        Address sender = online();
        if (msg.from() != null && !msg.from().equals(sender) && !peer.dialect().isSelfName(msg.from())) {
            throw new ProtocolException(
                    Code.BAD_REQUEST, "You are " + sender + ": put your own name in from, or leave it out.");
        }
        OutgoingMsg letter = OutgoingMsg.of(msg, sender, peer.dialect().current(), services.clock());
        boolean handedOver = services.router().route(letter, this, msg.to());
        return handedOver ? response(Code.OK, "Sent.") : services.kept(msg.to());
    }

    @Override
    public Response onJoin(Action.Join join) {
        return membership.join(join.room());
    }

    @Override
    public Response onLeave(Action.Leave leave) {
        return membership.leave(leave.room());
    }

    @Override
    public Response onWho(Action.Who who) {
        return inquiries.who(who.room());
    }

    @Override
    public Response onRooms(Action.Rooms rooms) {
        return inquiries.rooms();
    }

    @Override
    public Response onGetContacts(Action.GetContacts getContacts) {
        return inquiries.list("Contacts", contacts.names());
    }

    @Override
    public Response onAddContact(Action.AddContact addContact) {
        Address contact = contacts.add(addContact.contact());
        return response(Code.OK, contact + " is among your contacts.");
    }

    @Override
    public Response onDelContact(Action.DelContact delContact) {
        contacts.remove(delContact.contact());
        return response(Code.OK, delContact.contact() + " is no contact of yours any more.");
    }

    @Override
    public Response onPublicKey(Action.PublicKey publicKey) {
        return inquiries.publicKey(publicKey.owner());
    }

    @Override
    public Response onQuit(Action.Quit quit) {
        leaveAll(); // first, so that no message comes after the good-bye
        return response(Code.OK, "Good-bye.");
    }

    private Address online() {
        return Objects.requireNonNull(name);
    }

    private Response response(Code code, String sentence) {
        return services.response(code, sentence);
    }
}
