package chat.jim.server.store.transfer;

import chat.jim.protocol.Address;
import chat.jim.server.store.Account;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.AddressBans.Ban;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.MailStore.Kept;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.MailStore.Place;
import chat.jim.server.store.Profiles.Profile;
import chat.jim.server.store.RoomStore;
import chat.jim.server.store.RoomStore.Member;
import chat.jim.server.store.RoomStore.Sanction;
import chat.jim.server.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes over the accounts of one store into another, with their contacts, rooms and letters, and the banned addresses. What the
 * other one has already stays there as it is. For one thread, and once.
 */
public final class Transfer {
    private static final int LETTERS_AT_ONCE = 100;

    private final Store from;
    private final Store to;

    /** The accounts that were taken over, as they are now, by their ids of before. */
    private final Map<String, AccountKey> taken = new LinkedHashMap<>();

    private final List<String> left = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();
    private int contacts;
    private int letters;
    private int rooms;
    private int bans;

    private Transfer(Store from, Store to) {
        this.from = from;
        this.to = to;
    }

    /**
     * What was taken over.
     *
     * @param left the accounts, rooms and bans of addresses that are in the other store already
     * @param dropped who was something in a room, or kept from it, by an account that is another one in the other store
     */
    public record Result(
            int accounts, int contacts, int letters, int rooms, int bans, List<String> left, List<String> dropped) {}

    /**
     * Does it.
     *
     * @throws chat.jim.server.store.StoreException one of them fails: then some of it is taken over
     */
    public static Result run(Store from, Store to) {
        return new Transfer(from, to).run();
    }

    private Result run() {
        List<Account> accounts = from.accounts().list();
        accounts.forEach(this::take);
        accounts.stream().filter(account -> isTaken(account.key())).forEach(account -> takeContacts(account.key()));
        takeRooms();
        takeBans();
        return new Result(taken.size(), contacts, letters, rooms, bans, List.copyOf(left), List.copyOf(dropped));
    }

    private boolean isTaken(AccountKey account) {
        return taken.containsKey(account.id());
    }

    private void take(Account account) {
        AccountKey old = account.key();
        Account made = to.accounts().find(account.name()) == null
                ? to.accounts().add(account.name(), account.passwordHash())
                : null;
        if (made == null) {
            left.add(account.name().toString());
            return;
        }
        taken.put(old.id(), made.key());
        if (account.blocked()) {
            to.accounts().setBlocked(account.name(), true);
        }
        if (from.accounts().keepsTalks(old) != to.accounts().keepsTalks(made.key())) {
            to.accounts().setKeepsTalks(made.key(), from.accounts().keepsTalks(old));
        }
        Profile profile = from.profiles().of(old);
        if (profile.operator()) {
            to.profiles().setOperator(account.name(), true);
        }
        if (profile.hidden()) {
            to.profiles().setHidden(made.key(), true);
        }
        if (profile.seen() != 0) {
            to.profiles().see(made.key(), profile.seen());
        }
        takeLetters(old, made.key());
    }

    /** Who has sent a letter is known to the store as a bound only: from now on all of these count as from guests. */
    private void takeLetters(AccountKey old, AccountKey now) {
        Place last = Place.START;
        List<Kept> some = from.mail().read(old, last, LETTERS_AT_ONCE).letters();
        while (!some.isEmpty()) {
            for (Kept letter : some) {
                Store.await(to.mail().add(now, new Letter(letter.message(), null), Count.UNLIMITED));
                last = letter.place();
                letters++;
            }
            some = from.mail().read(old, last, LETTERS_AT_ONCE).letters();
        }
    }

    private void takeContacts(AccountKey old) {
        AccountKey now = Objects.requireNonNull(taken.get(old.id()));
        for (Address contact : from.accounts().contacts(old)) {
            if (to.accounts().addContact(now, contact, Integer.MAX_VALUE)) {
                contacts++;
            }
        }
    }

    private void takeRooms() {
        Set<Address> there =
                to.rooms().rooms().stream().map(RoomStore.Kept::name).collect(Collectors.toSet());
        Set<Address> ours = from.rooms().rooms().stream()
                .filter(room -> !there.contains(room.name()))
                .map(room -> {
                    Store.await(to.rooms().put(room));
                    rooms++;
                    return room.name();
                })
                .collect(Collectors.toSet());
        from.rooms().rooms().stream()
                .map(RoomStore.Kept::name)
                .filter(there::contains)
                .forEach(room -> left.add(room.toString()));
        from.rooms().members().stream()
                .filter(member -> ours.contains(member.room()))
                .forEach(this::take);
        from.rooms().sanctions().stream()
                .filter(sanction -> ours.contains(sanction.room()))
                .forEach(this::take);
    }

    private void take(Member member) {
        AccountKey now = taken.get(member.account().id());
        if (now == null) {
            drop(member.room(), member.account().name());
            return;
        }
        Store.await(to.rooms().put(new Member(member.room(), now, member.role(), member.since(), member.invitedBy())));
    }

    private void drop(Address room, Address name) {
        dropped.add(name + " (" + room + ")");
    }

    private void take(Sanction sanction) {
        AccountKey old = sanction.account();
        @Nullable AccountKey now = old == null ? null : taken.get(old.id());
        if (old != null && now == null) {
            drop(sanction.room(), old.name());
            return;
        }
        Store.await(to.rooms()
                .put(new Sanction(
                        sanction.room(),
                        sanction.ban(),
                        now == null ? sanction.subject() : now.id(),
                        sanction.name(),
                        sanction.until(),
                        sanction.reason())));
    }

    private void takeBans() {
        Set<String> there = to.bans().all().stream().map(Ban::network).collect(Collectors.toSet());
        from.bans().all().forEach(ban -> {
            if (there.contains(ban.network())) {
                left.add(ban.network());
            } else {
                to.bans().put(ban);
                bans++;
            }
        });
    }
}
