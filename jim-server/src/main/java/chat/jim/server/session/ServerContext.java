package chat.jim.server.session;

import chat.jim.server.account.Authenticator;
import chat.jim.server.account.Passwords;
import chat.jim.server.account.ResumeTokens;
import chat.jim.server.account.Takeover;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.mailbox.Mailboxes;
import chat.jim.server.peer.Replies;
import chat.jim.server.routing.Directory;
import chat.jim.server.routing.Rooms;
import chat.jim.server.routing.Router;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.Store;
import chat.jim.wire.MemoryBudget;
import java.time.InstantSource;

/** The parts of a server that all its sessions share, wired together. */
public record ServerContext(
        ServerConfig config,
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
        MemoryBudget memory) {
    /** Makes the parts of a server that uses that store, that clock, and so much memory for what waits. */
    public static ServerContext create(Store store, ServerConfig config, InstantSource clock, MemoryBudget memory) {
        Replies replies = new Replies(clock);
        Accounts accounts = store.accounts();
        Directory directory = new Directory();
        Rooms rooms = new Rooms();
        Mailboxes mailboxes = new Mailboxes(store, config.limits(), replies, clock, memory);
        Router router = new Router(directory, rooms, accounts, mailboxes);
        Takeover takeover = new Takeover(directory, replies);
        ResumeTokens tokens = new ResumeTokens(store.sessions(), takeover, clock);
        Passwords passwords = new Passwords(accounts, config);
        Authenticator authenticator = new Authenticator(directory, accounts, tokens, takeover, passwords, config);
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
                memory);
    }
}
