package chat.jim.server.store;

import chat.jim.protocol.Address;
import chat.jim.protocol.Role;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that stay when the last one has left, since they belong to somebody or what was said there is kept, with who is
 * what in them (PROTOCOL.md, sections 12 and 13). Changes are made in the order of the calls; when a future is done, the
 * change is on the disk. The lists throw {@link StoreException}. All methods may be called from any thread.
 */
public interface RoomStore {
    /**
     * A room that stays.
     *
     * @param name as it was first written
     * @param owned whether it belongs to somebody
     * @param topic empty if there is none
     * @param keeps whether what is said there may be kept
     */
    record Kept(Address name, boolean owned, String topic, boolean isPrivate, boolean moderated, boolean keeps) {
        /** A room that somebody has just made, and to whom it belongs, or not. */
        public static Kept made(Address name, boolean owned) {
            return new Kept(name, owned, "", false, false, true);
        }
    }

    /**
     * What an account is in a room.
     *
     * @param since when it became that, in milliseconds since 1970
     * @param invitedBy who has invited it, if it has to be told; else empty
     */
    record Member(Address room, AccountKey account, Role role, long since, String invitedBy) {
        /** The same after it was told of its invitation. */
        public Member told() {
            return new Member(room, account, role, since, "");
        }
    }

    /** What somebody may not do. */
    enum Ban {
        /** Enter. */
        ENTER,
        /** Speak. */
        SPEAK
    }

    /**
     * That somebody may not enter a room, or not speak there.
     *
     * @param subject the id of the account, or where the guests come from
     * @param name who it was when it was said
     * @param until in UNIX seconds; {@link Long#MAX_VALUE} means until it is lifted
     */
    record Sanction(Address room, Ban ban, String subject, Address name, long until, String reason) {
        /** The account that it holds for; null if it holds for guests, whose origins are several words. */
        public @Nullable AccountKey account() {
            return subject.indexOf(' ') < 0 ? new AccountKey(name, subject) : null;
        }
    }

    /** All that is written of one room. */
    record Book(Kept room, List<Member> members, List<Sanction> sanctions) {}

    /** What is written of a room; null if nothing is. */
    default @Nullable Book book(Address name) {
        Kept kept = rooms().stream()
                .filter(room -> room.name().equals(name))
                .findFirst()
                .orElse(null);
        return kept == null
                ? null
                : new Book(
                        kept,
                        members().stream()
                                .filter(member -> member.room().equals(name))
                                .toList(),
                        sanctions().stream()
                                .filter(sanction -> sanction.room().equals(name))
                                .toList());
    }

    /** The rooms. */
    List<Kept> rooms();

    /** The roles of all accounts that there are, in all those rooms; those that have had theirs for longer come first. */
    List<Member> members();

    /** All sanctions in those rooms, but for those of accounts that were removed. */
    List<Sanction> sanctions();

    /** Adds a room, or changes it. */
    CompletableFuture<?> put(Kept room);

    /** Removes a room, with all that belongs to it. */
    CompletableFuture<?> remove(Address room);

    /** Gives a role in place of any other; nothing happens if there is no such account. */
    CompletableFuture<?> put(Member member);

    /** An account was told of its invitation to a room. */
    CompletableFuture<?> setTold(Address room, AccountKey account);

    /** Takes away whatever role an account has in a room. */
    CompletableFuture<?> remove(Address room, AccountKey account);

    /** Adds a sanction in place of one of the same subject. */
    CompletableFuture<?> put(Sanction sanction);

    /** Lifts a sanction. */
    CompletableFuture<?> remove(Address room, Ban ban, String subject);
}
