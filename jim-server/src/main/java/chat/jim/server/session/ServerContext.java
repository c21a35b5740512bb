package chat.jim.server.session;

import chat.jim.codec.Codec;
import chat.jim.dialect.Dialects;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.server.account.Authenticator;
import chat.jim.server.account.Contacts;
import chat.jim.server.config.Quotas;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.mailbox.Mailboxes;
import chat.jim.server.peer.Sent;
import chat.jim.server.routing.Directory;
import chat.jim.server.routing.Rooms;
import chat.jim.server.routing.Router;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.Store;
import chat.jim.wire.Frame;
import java.time.Duration;
import java.time.InstantSource;

/** What all sessions of a server share. */
public record ServerContext(
        Directory directory,
        Rooms rooms,
        Router router,
        Authenticator authenticator,
        Contacts contacts,
        Mailboxes mailboxes,
        Codec codec,
        Dialects dialects,
        Sent sent,
        Quotas quotas,
        InstantSource clock,
        Duration keepAlive,
        boolean traceCalls) {
    public static ServerContext create(Store store, ServerConfig config, InstantSource clock) {
        Accounts accounts = store.accounts();
        Directory directory = new Directory();
        Rooms rooms = new Rooms();
        Mailboxes mailboxes = new Mailboxes(store.mail(), config.quotas());
        Codec codec = new Codec();
        return new ServerContext(
                directory,
                rooms,
                new Router(directory, rooms, accounts, mailboxes),
                new Authenticator(
                        directory, accounts, config.admission(), config.quotas().failedLogins()),
                new Contacts(accounts, directory),
                mailboxes,
                codec,
                config.dialects(),
                new Sent(codec, clock),
                config.quotas(),
                clock,
                config.timing().probeInterval(),
                config.traceCalls());
    }

    /** An answer or a notice of now. */
    public Response response(Code code, String sentence) {
        return new Response(code, now(), sentence);
    }

    /** The answer to a message that waits in a mailbox. */
    public Response kept(Address addressee) {
        return response(Code.ACCEPTED, "Kept in the mailbox of " + addressee + ".");
    }

    /** A notice of now, as it goes out. */
    Frame notice(String sentence) {
        return codec.encode(response(Code.NOTICE, sentence));
    }

    /** The time in UNIX seconds. */
    public long now() {
        return clock.instant().getEpochSecond();
    }
}
