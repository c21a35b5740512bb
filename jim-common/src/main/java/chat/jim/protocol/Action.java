package chat.jim.protocol;

import chat.jim.wire.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A decoded request (PROTOCOL.md, sections 5 to 8). The records keep the limits of section 2 in their constructors,
 * which throw {@link ProtocolException} 400. They name neither texts nor passwords in {@code toString}, so that no log
 * can.
 */
public sealed interface Action extends Message {
    /** What it asks for. */
    default Verb verb() {
        return Verb.of(this);
    }

    /** Calls the method of {@code handler} for this action, and returns what that returns. */
    <R> R accept(ActionHandler<R> handler);

    /**
     * {@code presence}: the peer is here, as {@code account}.
     *
     * @param publicKey for those who want to write to it in secret, in dialects that have it; else null
     */
    record Presence(
            long time,
            @Nullable String type,
            Address account,
            @Nullable String status,
            @Nullable String publicKey) implements Action {
        /** The type of one that does not say that the messages before it have been read (section 6). */
        public static final String UNREAD = "unread";

        /** One without a key. */
        public Presence(long time, @Nullable String type, Address account, @Nullable String status) {
            this(time, type, account, status, null);
        }

        @Override
        public <R> R accept(ActionHandler<R> handler) {
            return handler.onPresence(this);
        }

        @Override
        public String toString() {
            return "Presence[" + account + "]";
        }
    }

    /** {@code authenticate}: logs in with a password. */
    record Authenticate(long time, Address account, String password) implements Action {
        /** Checks that there is a password. */
        public Authenticate {
            Limits.check("The field password", password, Frame.MAX_CHARACTERS);
        }

        @Override
        public <R> R accept(ActionHandler<R> handler) {
            return handler.onAuthenticate(this);
        }

        @Override
        public String toString() {
            return "Authenticate[" + account + ", ***]";
        }
    }

    /** {@code register} (extension): makes an account, and logs in to it. */
    record Register(long time, Address account, String password) implements Action {
        /** Checks that there is a password. */
        public Register {
            Limits.check("The field password", password, Frame.MAX_CHARACTERS);
        }

        @Override
        public <R> R accept(ActionHandler<R> handler) {
            return handler.onRegister(this);
        }

        @Override
        public String toString() {
            return "Register[" + account + ", ***]";
        }
    }

    /** {@code probe}: asks whether the peer is alive; only servers do. */
    record Probe(long time) implements Action {
        @Override
        public <R> R accept(ActionHandler<R> handler) {
            return handler.onProbe(this);
        }
    }

    /**
     * {@code msg}: a text for an account or a room.
     *
     * @param frame the frame that it came in, to be relayed as it is; null if it was made here
     */
    record Msg(
            long time,
            Address to,
            @Nullable Address from,
            @Nullable String encoding,
            String message,
            @Nullable Frame frame)
            implements Action {
        /** Checks the text's length. */
        public Msg {
            Limits.check("The field message", message, Limits.MESSAGE);
        }

        /** A message made here. */
        public Msg(long time, Address to, @Nullable Address from, @Nullable String encoding, String message) {
            this(time, to, from, encoding, message, null);
        }

        @Override
        public <R> R accept(ActionHandler<R> handler) {
            return handler.onMsg(this);
        }

        @Override
        public String toString() {
            return "Msg[" + from + " to " + to + ", " + Limits.length(message) + " characters]";
        }
    }

    /** {@code join}: enters a room, which is made if there is none of that name. */
    record Join(long time, Address room) implements Action {
        @Override
        public <R> R accept(ActionHandler<R> handler) {
            return handler.onJoin(this);
        }
    }

    /** {@code leave}: leaves a room. */
    record Leave(long time, Address room) implements Action {
        @Override
        public <R> R accept(ActionHandler<R> handler) {
            return handler.onLeave(this);
        }
    }

    /** {@code who} (extension): asks for the names in a room, or for all that are online. */
    record Who(long time, @Nullable Address room) implements Action {
        @Override
        public <R> R accept(ActionHandler<R> handler) {
            return handler.onWho(this);
        }
    }

    /** {@code rooms} (extension): asks for the names of the rooms. */
    record Rooms(long time) implements Action {
        @Override
        public <R> R accept(ActionHandler<R> handler) {
            return handler.onRooms(this);
        }
    }

    /** {@code get_contacts} (extension): asks for the names of one's contacts. */
    record GetContacts(long time) implements Action {
        @Override
        public <R> R accept(ActionHandler<R> handler) {
            return handler.onGetContacts(this);
        }
    }

    /** {@code add_contact} (extension): takes an account among one's contacts. */
    record AddContact(long time, Address contact) implements Action {
        @Override
        public <R> R accept(ActionHandler<R> handler) {
            return handler.onAddContact(this);
        }
    }

    /** {@code del_contact} (extension): strikes an account from one's contacts. */
    record DelContact(long time, Address contact) implements Action {
        @Override
        public <R> R accept(ActionHandler<R> handler) {
            return handler.onDelContact(this);
        }
    }

    /** Asks for the public key that {@code owner} has told in a presence; in some dialects only. */
    record PublicKey(long time, Address owner) implements Action {
        @Override
        public <R> R accept(ActionHandler<R> handler) {
            return handler.onPublicKey(this);
        }
    }

    /** {@code quit}: says good-bye. */
    record Quit(long time) implements Action {
        @Override
        public <R> R accept(ActionHandler<R> handler) {
            return handler.onQuit(this);
        }
    }
}
