package chat.jim.server.moderation;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Role;
import chat.jim.server.peer.Holder;
import chat.jim.server.room.Room;
import chat.jim.server.routing.Directory;
import chat.jim.server.store.Account;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Accounts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom a request is about: an account, or a guest who is online.
 *
 * @param name as the account has it, or as the guest has written it
 * @param subject by what the rules of a room know it
 * @param account null for a guest
 * @param online null for an account that is offline
 */
record Person(
        Address name,
        String subject,
        @Nullable AccountKey account,
        @Nullable Holder online) {
    /**
     * The one of that name.
     *
     * @throws ProtocolException 404 if there is nobody
     */
    static Person find(Address name, Directory directory, Accounts accounts) {
        Person online = online(name, directory);
        if (online != null) {
            return online;
        }
        Account account = accounts.find(name);
        if (account == null) {
            throw new ProtocolException(
                    Code.NOT_FOUND,
                    "There is no account " + name + ", and nobody online is called so: check the name.");
        }
        return new Person(account.name(), account.key().id(), account.key(), null);
    }

    /** The one of that name who is online, or null. */
    static @Nullable Person online(Address name, Directory directory) {
        Holder holder = directory.findAnywhere(name);
        Address shown = holder == null ? null : holder.name();
        return holder == null || shown == null || holder.subject().isEmpty()
                ? null // somebody has just gone
                : new Person(shown, holder.subject(), holder.account(), holder);
    }

    /** What it is in a room; null if nothing. */
    @Nullable
    Role role(Room room) {
        return account != null ? room.rights().role(account) : room.rights().role(holder());
    }

    /** Its sessions, if it is online; a guest always is. */
    Holder holder() {
        return Objects.requireNonNull(online);
    }

    /** Whether that is it, or a guest from the same place. */
    boolean includes(Holder other) {
        if (account != null) {
            return account.equals(other.account()); // it may have come online meanwhile
        }
        return other == online || (other.account() == null && other.subject().equals(subject));
    }
}
