package chat.jim.server.session;

import chat.jim.server.account.Authenticator;
import chat.jim.server.account.Contacts;
import chat.jim.server.account.Passwords;
import chat.jim.server.account.ResumeTokens;
import chat.jim.server.account.Takeover;
import chat.jim.server.config.HistoryPolicy;
import chat.jim.server.config.LiveConfig;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.history.History;
import chat.jim.server.history.ReadMarks;
import chat.jim.server.limit.Mutes;
import chat.jim.server.limit.QueryPace;
import chat.jim.server.mailbox.Mailboxes;
import chat.jim.server.measure.Measures;
import chat.jim.server.moderation.Authority;
import chat.jim.server.moderation.RoomWatch;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.request.Shared;
import chat.jim.server.room.Entries;
import chat.jim.server.room.Rooms;
import chat.jim.server.routing.Directory;
import chat.jim.server.routing.Others;
import chat.jim.server.routing.Router;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.Profiles;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.wire.MemoryBudget;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of a server that all its sessions share, wired together. */
public record ServerContext(
        LiveConfig settings,
        InstantSource clock,
        Replies replies,
        Accounts accounts,
        Directory directory,
        Rooms rooms,
        Mailboxes mailboxes,
        Router router,
        ResumeTokens tokens,
        Authenticator authenticator,
        Passwords passwords,
        MemoryBudget memory,
        @Nullable History history,
        Profiles profiles,
        Authority.Common authority,
        Shared requests,
        Mutes mutes,
        Measures measures,
        @Nullable Others others) {
    private static final Logger LOG = LoggerFactory.getLogger(ServerContext.class);

    /** The settings of now. */
    public ServerConfig config() {
        return settings.now();
    }

    /** Uses those settings from now on. */
    public void use(ServerConfig next) {
        settings.use(next);
        rooms.shorten();
    }

    /**
     * What other servers of the chat meet here.
     *
     * @param handovers serves a connection that another server has let in
     */
    public Others.Here here(Consumer<Others.Handover> handovers) {
        Others.Ears ears = new Others.Ears(
                passwords::failedElsewhere, (news, readers) -> Contacts.tell(news, readers, directory, replies));
        return new Others.Here(
                directory, mailboxes, history, tokens::vacate, rooms, router, new Desk(this), handovers, ears);
    }

    /** The contacts of a peer. */
    Contacts contactsOf(Peer peer) {
        return new Contacts(
                peer, accounts, directory, replies, () -> config().limits().contacts());
    }

    /** Whom the rooms belong to after accounts were removed, and who is an operator. */
    public RoomWatch roomWatch() {
        return new RoomWatch(rooms, directory, accounts, profiles, replies);
    }

    /** Forgets what removed accounts have said. Called now and then. */
    public void forgetRemoved() {
        if (history == null) {
            return;
        }
        try {
            history.forgetRemoved(this::isOnline);
        } catch (StoreException e) {
            LOG.atLevel(e.level()).log("What a removed account has said cannot be forgotten now: {}", e.getMessage());
        }
    }

    private boolean isOnline(AccountKey account) {
        Holder holder = directory.find(account.name());
        boolean isHere = holder != null && account.equals(holder.account());
        return isHere || (others != null && others.have(account));
    }

    /** Forgets what is kept no longer, and closes rooms that only that had kept open. Called now and then. */
    public void tidyHistory() {
        if (history == null) {
            return;
        }
        try {
            history.prune();
            AtomicInteger silent = new AtomicInteger();
            HistoryStore all = history.store().reporting(silent::addAndGet);
            Set<String> places = all.places();
            rooms.closeForgotten(room -> silent.get() > 0 // what it has is not known
                    || places.contains(room.key())
                    || all.newest(room.key()) > 0);
        } catch (StoreException e) {
            LOG.atLevel(e.level()).log("The history cannot be tidied now: {}", e.getMessage());
        }
    }

    /**
     * Makes the parts of a server that uses these stores, that clock, and so much memory for what waits.
     *
     * @param kept where the history is; null if nothing is kept in one
     * @param others the other servers of the chat; null if there are none
     */
    public static ServerContext create(
            Store store,
            @Nullable HistoryStore kept,
            LiveConfig config,
            InstantSource clock,
            MemoryBudget memory,
            @Nullable Others others) {
        Replies replies = new Replies(clock);
        Accounts accounts = store.accounts();
        Directory directory = new Directory(others);
        History history = kept == null
                ? null
                : new History(kept, () -> config.now().history(), accounts, new ReadMarks(store.marks()), clock);
        Rooms rooms = new Rooms(
                () -> kept == null ? HistoryPolicy.NONE : config.now().history(),
                store.rooms(),
                () -> config.now().rooms(),
                clock,
                others == null ? account -> Entries.NONE : others.homes()::entries);
        if (others == null) {
            rooms.loader().all();
        }
        Mailboxes mailboxes = new Mailboxes(store, () -> config.now().limits(), replies, clock, memory);
        Mutes mutes = new Mutes(store.muted(), clock);
        Router router = new Router(directory, rooms, accounts, mailboxes, history, mutes, others);
        Takeover takeover =
                new Takeover(directory, replies, () -> config.now().limits().sessions());
        ResumeTokens tokens = new ResumeTokens(store.sessions(), takeover, clock, others != null);
        Passwords passwords = new Passwords(accounts, config, (account, network) -> {
            if (others != null) {
                others.tellFailedLogin(account, network);
            }
        });
        Authenticator authenticator = new Authenticator(directory, accounts, tokens, takeover, passwords, config);
        QueryPace queries = new QueryPace(System::nanoTime);
        return new ServerContext(
                config,
                clock,
                replies,
                accounts,
                directory,
                rooms,
                mailboxes,
                router,
                tokens,
                authenticator,
                passwords,
                memory,
                history,
                store.profiles(),
                new Authority.Common(
                        rooms,
                        directory,
                        accounts,
                        new QueryPace(System::nanoTime),
                        () -> config.now().rooms()),
                new Shared(
                        rooms,
                        replies,
                        directory,
                        accounts,
                        history,
                        others,
                        queries,
                        clock,
                        () -> config.now().limits().rooms(),
                        others == null ? null : others.homes()),
                mutes,
                Measures.create(),
                others);
    }
}
