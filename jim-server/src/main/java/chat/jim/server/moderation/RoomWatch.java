package chat.jim.server.moderation;

import chat.jim.protocol.Address;
import chat.jim.server.peer.Replies;
import chat.jim.server.room.Rooms;
import chat.jim.server.routing.Directory;
import chat.jim.server.store.Account;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.Profiles;
import chat.jim.server.store.StoreException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Follows what another process, the command {@code account}, changes in the store: who is an operator, and which accounts are
 * removed, so that their rooms need another owner (PROTOCOL.md, section 13). May be used from any thread.
 */
public final class RoomWatch {
    private final Rooms rooms;
    private final Directory directory;
    private final Accounts accounts;
    private final Profiles profiles;
    private final Replies replies;

    /** Watches the accounts of those rooms and of those who are online. */
    public RoomWatch(Rooms rooms, Directory directory, Accounts accounts, Profiles profiles, Replies replies) {
        this.rooms = rooms;
        this.directory = directory;
        this.accounts = accounts;
        this.profiles = profiles;
        this.replies = replies;
    }

    /**
     * Looks at all accounts that are something in a room, and at all operators. Waits for the store.
     *
     * @throws StoreException it cannot be read or written
     */
    public void check() {
        Set<AccountKey> operators = profiles.operators();
        directory.holders().forEach(holder -> {
            AccountKey account = holder.account();
            holder.setOperator(account != null && operators.contains(account));
        });
        Set<AccountKey> members = rooms.succession().accounts().collect(Collectors.toSet());
        Map<Address, Account> existing =
                accounts.findAll(members.stream().map(AccountKey::name).toList());
        rooms.succession()
                .follow(
                        account -> members.contains(account) && isRemoved(account, existing),
                        (room, owner) -> room.tell(replies.notice(Deeds.owns(owner, room.name()))));
    }

    private static boolean isRemoved(AccountKey account, Map<Address, Account> existing) {
        Account found = existing.get(account.name());
        return found == null || !found.key().equals(account);
    }
}
