package chat.jim.protocol.action;

import chat.jim.protocol.Address;
import chat.jim.protocol.Flag;
import chat.jim.protocol.Limits;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.User;
import chat.jim.protocol.action.Login.Resume;
import chat.jim.protocol.action.Login.Session;
import chat.jim.wire.Frame;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A decoded request (PROTOCOL.md, sections 5 to 8). The records keep the limits of section 2 in their constructors,
 * which throw {@link ProtocolException} 400. Their {@code toString} contains neither texts nor passwords, because it is
 * logged.
 */
public sealed interface Action extends Message
        permits Action.Presence,
                Action.Authenticate,
                Action.Register,
                Action.Passwd,
                Action.Probe,
                Action.Msg,
                Action.Join,
                Action.Leave,
                Action.Who,
                Action.Rooms,
                Action.Whois,
                Action.GetContacts,
                Action.GetPotentials,
                Action.AddContact,
                Action.DelContact,
                Action.PublicKey,
                Action.Quit,
                HistoryAction,
                RoomAction {
    /** What the action asks for. */
    @JsonProperty("action")
    default Verb verb() {
        return Verb.of(this);
    }

    /** Calls the method of {@code handler} for this action, and returns what that returns. */
    default <R> R accept(ActionHandler<R> handler) {
        return verb().call(handler, this);
    }

    /**
     * {@code presence}: the peer is here, as that user.
     *
     * @param ids whether it wants the ids of messages that are kept (section 12); so in other requests
     */
    record Presence(
            long time,
            @Nullable String type,
            @JsonProperty(required = true) User user,
            @Nullable Resume resume,
            @Nullable Flag ids)
            implements Action {
        /** The type of a presence that does not say that the messages before it have been read (section 6). */
        public static final String UNREAD = "unread";

        /** A presence without a public key, and without a word of tokens. */
        public Presence(long time, @Nullable String type, Address account, @Nullable String status) {
            this(time, type, new User(account, status), null, null);
        }

        @Override
        public String toString() {
            return "Presence[" + user + "]";
        }
    }

    /**
     * {@code authenticate}: logs in with a password.
     *
     * @param session whether other sessions of the account stay (section 5); null means that they end
     */
    record Authenticate(
            long time,
            @JsonProperty(value = "user", required = true) Login login,
            @Nullable Resume resume,
            @Nullable Flag ids,
            @Nullable Session session)
            implements Action {
        /** Checks that there is a password, and that no token is sent. */
        public Authenticate {
            login.secret();
            resume = Resume.withoutToken(resume);
        }

        /** A login that asks for nothing more. */
        public Authenticate(long time, Login login) {
            this(time, login, null, null, null);
        }

        @Override
        public String toString() {
            return "Authenticate[" + login + "]";
        }
    }

    /**
     * {@code register} (extension): makes an account, and logs in to it; without a password it asks whether the name can be
     * had.
     */
    record Register(
            long time,
            @JsonProperty(value = "user", required = true) Login login,
            @Nullable Resume resume,
            @Nullable Flag ids)
            implements Action {
        /** Checks that no token is sent. */
        public Register {
            resume = Resume.withoutToken(resume);
        }

        /** One that asks for nothing more. */
        public Register(long time, Login login) {
            this(time, login, null, null);
        }

        @Override
        public String toString() {
            return "Register[" + login + "]";
        }
    }

    /** {@code passwd} (extension): changes the password of one's own account. */
    record Passwd(
            long time,
            @JsonProperty(value = "user", required = true) Login login,

            @JsonProperty(value = "new_password", required = true)
            String newPassword,

            @Nullable Resume resume)
            implements Action {
        /** Checks that there are both passwords, and that no token is sent. */
        public Passwd {
            login.secret();
            Limits.check("The field new_password", newPassword, Frame.MAX_CHARACTERS);
            resume = Resume.withoutToken(resume);
        }

        @Override
        public String toString() {
            return "Passwd[" + login + "]";
        }
    }

    /** {@code probe}: asks whether the peer is alive; only servers send it. */
    record Probe(long time) implements Action {}

    /**
     * {@code msg}: a text for an account or a room.
     *
     * @param me whether it is what the sender does; null means that it is said
     * @param keep no if it is not to be kept (section 12); null means that it may be
     * @param frame the frame that it came in, to be relayed as it is; null if it was made here
     */
    record Msg(
            long time,
            @JsonProperty(required = true) Address to,
            @Nullable Address from,
            @Nullable String encoding,
            @JsonProperty(required = true) String message,
            @Nullable Flag me,
            @Nullable Flag keep,
            @JsonIgnore @Nullable Frame frame)
            implements Action {
        /** Checks the length of the text, and that the sender is an account. */
        public Msg {
            from = from == null ? null : from.asAccount();
            me = Flag.only(Flag.YES, me);
            keep = Flag.only(Flag.NO, keep);
            Limits.check("The field message", message, Limits.MESSAGE);
        }

        /** A message made here. */
        public Msg(long time, Address to, @Nullable Address from, @Nullable String encoding, String message) {
            this(time, to, from, encoding, message, null, null, null);
        }

        /** The same message, as it came in that frame. */
        public Msg in(Frame itsFrame) {
            return new Msg(time, to, from, encoding, message, me, keep, itsFrame);
        }

        @Override
        public String toString() {
            return "Msg[" + from + " to " + to + ", " + Limits.length(message) + " characters]";
        }
    }

    /**
     * {@code join}: enters a room, which is made if there is none of that name.
     *
     * @param quiet whether nobody is told of it, nor of the leaving; null means no
     * @param about whether the answer is to say what the room is (section 13)
     */
    record Join(
            long time,
            @JsonProperty(required = true) Address room,
            @Nullable Boolean quiet,
            @Nullable Flag ids,
            @Nullable Flag about)
            implements Action {
        /** Checks that the name is a room's. */
        public Join {
            room = room.asRoom();
        }

        /** One that the other members are told of. */
        public Join(long time, Address room) {
            this(time, room, null, null, null);
        }
    }

    /** {@code leave}: leaves a room. */
    record Leave(long time, @JsonProperty(required = true) Address room) implements Action {
        /** Checks that the name is a room's. */
        public Leave {
            room = room.asRoom();
        }
    }

    /**
     * {@code who} (extension): asks for the names in a room, or, without a room, of everyone online.
     *
     * @param statuses whether to send the statuses, too; null means no
     * @param roles whether to say who has which role in the room (section 13); null means no
     */
    record Who(
            long time,
            @Nullable Address room,
            @Nullable Boolean statuses,
            @Nullable Boolean roles) implements Action {
        /** Checks that the name is a room's. */
        public Who {
            room = room == null ? null : room.asRoom();
        }
    }

    /** {@code rooms} (extension): asks for the rooms: their names; with topics how many are in each, too (section 13). */
    record Rooms(long time, @Nullable Boolean topics) implements Action {}

    /** {@code whois} (extension): asks who somebody is (section 13). */
    record Whois(
            long time,

            @JsonProperty(value = "user_id", required = true)
            Address person) implements Action {
        /** Checks that the name is an account's. */
        public Whois {
            person = person.asAccount();
        }
    }

    /**
     * {@code get_contacts} (extension): asks for the names of one's contacts.
     *
     * @param statuses whether to send the statuses, too; null means no
     */
    record GetContacts(long time, @Nullable Boolean statuses) implements Action {}

    /** Asks who could become a contact; in some dialects only. */
    record GetPotentials(long time) implements Action {}

    /** {@code add_contact} (extension): adds an account to one's contacts. */
    record AddContact(
            long time,

            @JsonProperty(value = "user_id", required = true)
            Address contact) implements Action {}

    /** {@code del_contact} (extension): removes an account from one's contacts. */
    record DelContact(
            long time,

            @JsonProperty(value = "user_id", required = true)
            Address contact) implements Action {}

    /** Asks for the public key that {@code owner} has sent in a presence; in some dialects only. */
    record PublicKey(long time, @JsonProperty("user_id") Address owner) implements Action {
        /** Checks that the name is an account's. */
        public PublicKey {
            owner = owner.asAccount();
        }
    }

    /** {@code quit}: says goodbye. */
    record Quit(long time) implements Action {}
}
