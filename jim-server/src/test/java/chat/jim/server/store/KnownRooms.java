package chat.jim.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.protocol.Role;
import chat.jim.server.store.RoomStore.Ban;
import chat.jim.server.store.RoomStore.Kept;
import chat.jim.server.store.RoomStore.Member;
import chat.jim.server.store.RoomStore.Sanction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is known of the rooms of a store, and what must be true of them however its file is damaged. */
final class KnownRooms {
    private final List<Kept> rooms = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private final List<Sanction> sanctions = new ArrayList<>();
    private final Set<AccountKey> operators = new HashSet<>();

    /** What was so once, and was taken back. */
    private final List<Member> earlier = new ArrayList<>();

    /** Adds a private room in which all accounts have been owners; half of them are members now, and a third operators. */
    void fill(Store store, Address name, Collection<Account> accounts) {
        Kept room = new Kept(name, true, "topic of " + name, true, true, false);
        Store.await(store.rooms().put(Kept.made(name, true)));
        Store.await(store.rooms().put(room));
        rooms.add(room);
        int number = 0;
        for (Account account : accounts) {
            number++;
            Member owner = new Member(name, account.key(), Role.OWNER, number, "");
            Member member = new Member(name, account.key(), Role.MEMBER, number, "somebody");
            Sanction sanction = new Sanction(name, Ban.SPEAK, account.key().id(), account.name(), number, "spam");
            Store.await(store.rooms().put(owner));
            Store.await(store.rooms().put(sanction));
            store.profiles().setOperator(account.name(), true);
            store.profiles().setOperator(account.name(), number % 3 == 0);
            if (number % 2 == 0) {
                Store.await(store.rooms().put(member));
                earlier.add(owner);
            }
            members.add(number % 2 == 0 ? member : owner);
            sanctions.add(sanction);
            operators.remove(account.key());
            if (number % 3 == 0) {
                operators.add(account.key());
            }
        }
    }

    /**
     * What is found is as it was put last, and a room of which that is not known is private.
     *
     * @param strict whether nothing may be as it was before
     */
    void check(Store store, boolean strict) {
        if (!strict) {
            assertThat(store.rooms().members())
                    .allMatch(member -> members.contains(member) || earlier.contains(member));
            return;
        }
        assertThat(store.rooms().members())
                .allSatisfy(member -> assertThat(members)
                        .filteredOn(known -> known.room().equals(member.room())
                                && known.account().equals(member.account()))
                        .extracting(Member::role)
                        .containsExactly(member.role()));
        assertThat(store.profiles().operators()).isSubsetOf(operators);
        assertThat(store.rooms().rooms()).allMatch(room -> rooms.contains(room) || room.isPrivate() || !room.owned());
        assertThat(store.rooms().sanctions())
                .extracting(Sanction::name)
                .isSubsetOf(sanctions.stream().map(Sanction::name).toList());
    }
}
