package chat.jim.server.session;

import chat.jim.dialect.PeerDialect;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Flag;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.action.Action;
import chat.jim.protocol.action.Login;
import chat.jim.server.account.Admission;
import chat.jim.server.account.Authenticator;
import chat.jim.server.account.Contacts;
import chat.jim.server.account.Resumption;
import chat.jim.server.history.History;
import chat.jim.server.mailbox.Delivery;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.request.CommonRoom;
import chat.jim.server.request.JoinedRooms;
import chat.jim.server.request.RoomStanding;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Profiles.Profile;
import chat.jim.server.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one peer online and offline again (PROTOCOL.md, section 5). Methods are for the thread of the peer's {@link
 * ConnectionHandler} unless they say otherwise.
 */
final class OnlineState {
    private static final Logger LOG = LoggerFactory.getLogger(OnlineState.class);

    private final Peer peer;
    private final ServerContext context;
    private final Replies replies;
    private final PeerDialect dialect;
    private final JoinedRooms rooms;
    private final CommonRoom commonRoom;
    private final RoomStanding standing;
    private final Contacts contacts;
    private final Resumption resumption;

    /** The last login to an account; null before it, and if the server keeps no messages. */
    private volatile @Nullable Delivery delivery;

    /** Whether the peer has just come online with an account. */
    private boolean isNew;

    OnlineState(Peer peer, JoinedRooms rooms, CommonRoom commonRoom, Contacts contacts, ServerContext context) {
        this.peer = peer;
        this.context = context;
        this.rooms = rooms;
        this.commonRoom = commonRoom;
        this.contacts = contacts;
        standing = new RoomStanding(peer, context.requests());
        replies = context.replies();
        dialect = peer.dialect();
        resumption = new Resumption(context.tokens(), peer);
    }

    /** The last login to an account; null before it, and if the server keeps no messages. From any thread. */
    @Nullable
    Delivery delivery() {
        return delivery;
    }

    Response onPresence(Action.Presence presence) {
        Address account = presence.user().account();
        Address own = peer.name();
        boolean isOwn = account.equals(own) || dialect.isSelfName(account);
        boolean also = false;
        if (own == null || (isNameless() && !isOwn)) {
            Admission admission = context.authenticator().admit(account, presence.resume(), peer, peer.address());
            goOffline();
            wantIds(presence.ids());
            comeOnline(admission, account, false);
            admission.audit("resumed", peer.address());
            own = admission.name();
            also = admission.also();
        } else if (!isOwn) {
            throw alreadyOnline(own);
        } else {
            wantIds(presence.ids());
            acknowledge(presence);
        }
        contacts.setStatus(presence.user().status());
        hide(presence.user().hidden());
        return resumption.answer(welcome(own, also), presence.resume());
    }

    /** @param also whether the peer has asked to be online beside other sessions of its account */
    private Response welcome(Address name, boolean also) {
        Response welcome = replies.of(Code.OK, "You are online as " + name + ".");
        return also ? welcome.with(Detail.SESSIONS, peer.holder().count()) : welcome;
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
        return !dialect.isStandard() && !peer.isRegistered() && name != null && Authenticator.isGuests(name);
    }

    Response onAuthenticate(Action.Authenticate authenticate) {
        Login login = authenticate.login();
        if (!dialect.isStandard() && !context.authenticator().hasAccount(login.account())) {
            return onPresence(new Action.Presence(authenticate.time(), null, login.account(), null));
        }
        Address own = peer.name();
        if (own != null && !isNameless()) {
            throw alreadyOnline(own);
        }
        boolean also = dialect.isStandard() && authenticate.session() == Login.Session.ALSO;
        Admission admission =
                context.authenticator().authenticate(login.account(), login.secret(), also, peer, peer.address());
        goOffline();
        wantIds(authenticate.ids());
        comeOnline(admission, login.account(), false);
        admission.audit("ok", peer.address());
        return resumption.answer(welcome(admission.name(), also), authenticate.resume());
    }

    Response onRegister(Action.Register register) {
        Login login = register.login();
        Address guest = peer.name();
        if (guest != null && !guest.equals(login.account())) {
            throw alreadyOnline(guest);
        }
        Address account = guest == null ? login.account() : guest;
        Admission admission = context.authenticator().register(account, login.password(), peer, peer.address());
        wantIds(register.ids());
        comeOnline(admission, account, true);
        if (peer.holder().isHidden()) {
            keepHidden(true);
        }
        return resumption.answer(
                replies.of(Code.CREATED, "You have the account " + account + ", and are online."), register.resume());
    }

    Response onPasswd(Action.Passwd passwd) {
        resumption.renew(context.passwords().change(passwd, peer, peer.address()));
        return resumption.answer(replies.of(Code.OK, "Your password is changed."), passwd.resume());
    }

    /**
     * @param selfName the name that the peer uses for itself
     * @param isNewAccount whether the account was made just now, perhaps by a guest who was something in a room
     */
    private void comeOnline(Admission admission, Address selfName, boolean isNewAccount) {
        Address name = admission.name();
        dialect.setSelfName(selfName);
        AccountKey key = admission.key();
        boolean wasGuest = peer.name() != null;
        boolean keepsTalks;
        Profile profile;
        try {
            History history = context.history();
            keepsTalks = key != null && history != null && history.keepsTalks(key);
            profile = key == null ? Profile.UNKNOWN : context.profiles().of(key);
        } catch (StoreException e) {
            if (!wasGuest) {
                context.directory().release(name, peer);
            }
            throw e;
        }
        delivery = context.mailboxes().open(key, peer);
        long now = context.rooms().rules().now();
        Holder holder = context.directory().holder(name);
        holder.locked(() -> {
            peer.setOnline(name, key, holder);
            if (holder.count() == 0) {
                holder.setKeepsTalks(keepsTalks);
                holder.setHidden(profile.hidden());
                holder.setOperator(profile.operator());
                holder.setSince(now);
            }
            context.directory().list(peer);
            resumption.begin(admission);
            if (holder.count() == 1) {
                contacts.notifyOnline();
                see();
            } else {
                rooms.follow();
            }
            return null;
        });
        isNew = key != null;
        LOG.info("{} is online{} from {}", name, peer.isRegistered() ? "" : " as a guest", peer);
        if (isNewAccount && key != null) {
            standing.inherit(name, key);
        }
        if (!dialect.isStandard()) {
            commonRoom.tryToEnter();
        }
    }

    private void hide(@Nullable Flag hidden) {
        boolean wish = hidden == Flag.YES;
        if (hidden != null && wish != peer.holder().isHidden()) {
            peer.holder().setHidden(wish);
            keepHidden(wish);
        }
    }

    private void keepHidden(boolean wish) {
        AccountKey account = peer.account();
        if (account != null) {
            try {
                context.profiles().setHidden(account, wish);
            } catch (StoreException e) {
                LOG.atLevel(e.level())
                        .log("Whether {} is hidden is forgotten when it goes: {}", account, e.getMessage());
            }
        }
    }

    private void wantIds(@Nullable Flag ids) {
        if (ids == Flag.YES) {
            peer.setWantsIds();
        }
    }

    private static ProtocolException alreadyOnline(Address own) {
        return new ProtocolException(Code.BAD_REQUEST, "You are online as " + own + ": quit to change your name.");
    }

    /** A request is answered: tells the peer what belongs to a login or a join. */
    void answered() {
        rooms.tellFollowed();
        rooms.tellTopics();
        AccountKey account = peer.account();
        if (isNew && account != null && peer.knowsNotices()) {
            standing.tellInvitations(account);
        }
        isNew = false;
    }

    /**
     * Takes the peer offline. If it is the last session, it leaves its rooms, and its name becomes free. Does nothing the
     * second time.
     */
    void goOffline() {
        Address former = peer.name();
        if (former == null) {
            return;
        }
        peer.holder().locked(() -> {
            goOffline(former);
            return null;
        });
    }

    private void goOffline(Address former) {
        try {
            if (peer.holder().count() == 1) {
                rooms.leaveAll();
                contacts.notifyOffline();
                see();
            }
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

    /** Notes that the account was online. */
    private void see() {
        AccountKey account = peer.account();
        if (account != null) {
            context.profiles().see(account, context.rooms().rules().now());
        }
    }

    /** Takes the peer offline, and it will not come back. */
    void quit() {
        resumption.end();
        goOffline();
    }
}
