package chat.jim.server.routing;

import chat.jim.net.Connection;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.server.history.History;
import chat.jim.server.mailbox.Mailboxes;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.room.Rooms;
import chat.jim.server.store.AccountKey;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * The other servers of one chat. Each name is at one server at a time, which alone may give it to somebody. All methods may
 * be called from any thread.
 */
public interface Others extends Closeable {
    /** Why nobody can come online, nor anything be asked for by name, while this server is cut off from the others. */
    String CUT_OFF = "This server is cut off from the others: connect again in a moment.";

    /** A message on its way to another server: waits until it is known what becomes of it. Throws what {@link Router#route} throws. */
    interface Parcel extends Supplier<Routed> {}

    /** Serves a connection to its end, on its thread: takes it to the server where the sessions of its account are. */
    @FunctionalInterface
    interface Detour {
        /** Throws if the connection, or that to the other server, breaks. */
        void run() throws IOException;
    }

    /**
     * A connection that another server has let in, to be served here.
     *
     * @param socket to that server
     * @param from where the peer is
     */
    record Handover(Socket socket, InetSocketAddress from) {}

    /** What becomes of a message that cannot be handed over at another server. For the thread of the sender's session. */
    @FunctionalInterface
    interface Fallback {
        /** The addressee is nowhere. Throws what {@link Router#route} throws. */
        Routed ifNobody(OutgoingMsg msg);

        /**
         * The server where the addressee is does not answer. Throws what {@link Router#route} throws.
         *
         * @param ticket that of the message, which may be handed over there nevertheless; null if it surely will not be
         * @param asksAgain whether the server is asked once more instead, if there is somewhere to keep it
         * @return null if it is not kept, or not now
         */
        default @Nullable Routed ifSilent(OutgoingMsg msg, @Nullable String ticket, BooleanSupplier asksAgain) {
            return null;
        }
    }

    /**
     * What there is at this server.
     *
     * @param history null if nothing is kept in one
     * @param vacating has those go who have a name here by less right than somebody at another server, and waits for that
     * @param desk has requests about rooms answered for peers who are connected to another server
     * @param handovers serves a connection to its end
     */
    record Here(
            Directory directory,
            Mailboxes mailboxes,
            @Nullable History history,
            BiFunction<Address, Right, Directory.Outcome> vacating,
            Rooms rooms,
            Router router,
            RoomDesk desk,
            Consumer<Handover> handovers,
            Ears ears) {}

    /**
     * What hears what other servers tell. It waits for nobody.
     *
     * @param failedLogin that a login to an account has failed, and from which network
     * @param news that those are to be told, of whom some may be online here
     */
    record Ears(BiConsumer<Address, InetAddress> failedLogin, BiConsumer<String, List<AccountKey>> news) {}

    /**
     * Somebody who is online, as others may know it.
     *
     * @param account null for a guest
     * @param since when it came online, in UNIX seconds
     * @param lastMessage when it has sent a message last, or else come online
     */
    record Somebody(
            Address name,
            @Nullable AccountKey account,
            String status,
            long since,
            long lastMessage,
            boolean hidden,
            boolean operator,
            Set<Address> rooms) {
        /** Who is online here by that name. */
        public static Somebody of(Address name, Holder holder) {
            return new Somebody(
                    name,
                    holder.account(),
                    holder.status(),
                    holder.since(),
                    holder.lastMessage(),
                    holder.isHidden(),
                    holder.isOperator(),
                    holder.locked(() -> Set.copyOf(holder.rooms().keySet())));
        }
    }

    /** Answers requests about rooms here for peers who are connected to another server. */
    interface RoomDesk {
        /** What comes before the answer is posted to the peer, and what comes after it, it is told. */
        Response answer(Action request, Peer peer);

        /** The peer leaves all rooms here. */
        void leaveAll(Peer peer);
    }

    /**
     * By what right somebody wants a name.
     *
     * @param account whose name it is; null if it is a guest's
     * @param token the hash of the token of the session that comes back; empty if it was shown by the password
     * @param beside whether the other sessions of the account may stay
     */
    record Right(@Nullable AccountKey account, String token, boolean beside) {
        /** That of a password, which replaces all sessions, or that of a token, which replaces one. */
        public Right(@Nullable AccountKey account, String token) {
            this(account, token, !token.isEmpty());
        }

        /** That of a password, for one more session. */
        public static Right toAdd(AccountKey account) {
            return new Right(account, "", true);
        }
    }

    /**
     * Names at other servers.
     *
     * @param silent how many servers have not told theirs
     */
    record Names(List<Address> names, int silent) {
        /** There are none. */
        static final Names NONE = new Names(List.of(), 0);

        /** What a list says after how many there are, if it is not all. */
        public String missing() {
            return missing(silent);
        }

        /** The same for so many that have not told something. */
        public static String missing(int silent) {
            return silent == 0
                    ? ""
                    : ", without " + (silent == 1 ? "one server that does" : silent + " servers that do")
                            + " not answer";
        }
    }

    /**
     * From now on, others may ask for what is here, and send it messages.
     *
     * @param cutOff called when all who are online have to go, since others may have their names from now on
     */
    void begin(Here here, Runnable cutOff);

    /** Whether what is here still counts: names of this server cannot be given to anybody elsewhere. */
    boolean isValid();

    /**
     * Has the name be at this server from now on. Waits for the others.
     *
     * @param right by what right somebody wants a name that others may have; null if they may keep it
     * @param isThere whether whoever wants it is still there
     * @return false if somebody has it at another server, and keeps it, or whoever wants it has gone
     * @throws ElsewhereException if other sessions of the account stay at another server
     * @throws ProtocolException 503 if nobody can tell, or whoever has it does not go
     */
    boolean claim(Address name, @Nullable Right right, BooleanSupplier isThere);

    /**
     * Nobody has the name here any more. Returns at once; it is free when what was said to that account is in its mailbox.
     *
     * @param account null if it was a guest's
     */
    void release(Address name, @Nullable AccountKey account);

    /**
     * Makes a message ready to go to the server where its addressee is, and copies it. May wait for the others.
     *
     * @param fallback what becomes of the message if it cannot be handed over there
     * @return null if nobody has that name at another server, or what comes for him has to be kept, see {@link #keep}
     * @throws ProtocolException 503 if nobody can tell
     */
    @Nullable
    Parcel parcel(OutgoingMsg msg, Peer sender, Address to, Fallback fallback);

    /** The same for one to the same addressee, which goes where the one before goes, so that none overtakes. Never waits. */
    Parcel parcelBehind(Parcel before, OutgoingMsg msg);

    /**
     * A message is being put into the mailbox of an account that is not here, or is at a server that does not answer. The server
     * where it is learns of that. Until then, all that comes for the account is to be kept, so that nothing overtakes.
     *
     * @param stored when it is in the mailbox, with its number there, or 0 if it is not
     */
    void keep(Address account, CompletableFuture<Long> stored);

    /** Whether the name is at this server, and not just asked for. */
    boolean isHere(Address name);

    /** Whether somebody has that name at another server, as far as can be told. Waits for the others. */
    boolean have(Address name);

    /** Whether an account is online at another server, or nobody can tell. Waits for the others. */
    boolean have(AccountKey account);

    /** Tells an account that is at another server that somebody has taken a message to it back. Returns at once. */
    void tellTakenBack(AccountKey reader, Address by, long id);

    /** Who is online at the other servers. Waits for them, but not long. */
    Names names();

    /** What those say of themselves who are online at the other servers, as far as these tell. Waits, but not long. */
    Map<Address, String> statuses();

    /**
     * Who has that name at another server; null if nobody is online there by it. Waits, but not long.
     *
     * @throws ProtocolException 503 if the server where it is does not tell
     */
    @Nullable
    Somebody find(Address name);

    /** A login to that account has failed here. Tells all. */
    void tellFailedLogin(Address account, InetAddress network);

    /** Tells those of them who are online at other servers. Returns at once; whoever does not hear it, does not. */
    void tellNews(String news, List<AccountKey> readers);

    /**
     * Takes a connection to another server.
     *
     * @param first what that server is to read first: it was read here already
     * @throws ProtocolException 503 if it cannot be reached
     */
    Detour detour(String node, Connection connection, byte[] first);

    /** Sends the messages of one session in that order; those to one server go together. Returns at once. */
    void send(List<Parcel> parcels);

    /** Where the rooms are. */
    RoomHomes homes();

    /** What the operator asks for at the other servers. */
    Orders orders();

    /** Whether what goes to others can be sent at the moment. */
    boolean isConnected();

    /** How loudly to log now that the store fails, which the servers have in common. */
    default Level loudness() {
        return isConnected() && trouble() == null ? Level.WARN : Level.DEBUG;
    }

    /** Why nobody can come online now, as a sentence; null if nothing is known to be wrong. */
    @Nullable
    String trouble();

    /** All who are here have to go from now on: others wait for their names. */
    void leave();

    /** Takes nothing more from the others, and gives up all names. */
    @Override
    void close();
}
