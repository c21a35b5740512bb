package chat.jim.server.account;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.routing.Directory;
import chat.jim.server.routing.Directory.Outcome;
import chat.jim.server.routing.Directory.Wish;
import chat.jim.server.routing.Others.Right;
import chat.jim.server.store.AccountKey;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives a name to the peer that has shown whose it is, by a password or a token: the peer that has the name is dismissed
 * (PROTOCOL.md, section 5). What a former peer leaves is in its mailbox when a method returns, which waits for that. May
 * be used from any thread.
 */
public final class Takeover {
    /** How long a former peer may take to go. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Directory directory;
    private final Replies replies;
    private final IntSupplier most;

    /** Takes names in that directory, and lets an account have so many sessions at most. */
    public Takeover(Directory directory, Replies replies, IntSupplier most) {
        this.directory = directory;
        this.replies = replies;
        this.most = most;
    }

    /**
     * Claims the name of an account for a peer that has its password, whoever has the name.
     *
     * @throws ProtocolException 503 if the former peer does not go, which may have changed at the next attempt
     */
    void claim(AccountKey account, Peer comer) {
        Wish all = new Wish(comer, account, (holder, owner) -> owner != comer, 1, new Right(account, ""));
        if (take(account.name(), all, owner -> owner.dismiss(reason(account, owner))) != Outcome.GIVEN) {
            throw notEnded();
        }
    }

    /**
     * Claims the name of an account for one more session, whose peer has its password. Whoever has the name without being of
     * that account has to go.
     *
     * @throws chat.jim.server.routing.ElsewhereException if the others are at another server
     * @throws ProtocolException 409 if the account has as many sessions as it may have; 503 as above
     */
    void claimAlso(AccountKey account, Peer comer) {
        Wish also = new Wish(
                comer,
                account,
                (holder, owner) -> !account.equals(holder.account()),
                most.getAsInt(),
                Right.toAdd(account));
        settle(account.name(), take(account.name(), also, owner -> owner.dismiss(reason(account, owner))));
    }

    /** If the account was made a moment ago, a guest may have its name, or somebody whose account was removed before. */
    private Response reason(AccountKey account, Peer owner) {
        AccountKey former = owner.account();
        if (owner.name() == null || account.equals(former)) {
            return elsewhere();
        }
        return replies.of(
                former == null
                        ? Authenticator.hasAccount(account.name(), Code.FORBIDDEN)
                        : Authenticator.removed(account.name()));
    }

    /**
     * Claims the name of a session that comes back.
     *
     * @param account that of the session; null for a guest
     * @param former the peer of that session, if it is still there
     * @param token the hash of its token
     * @throws ProtocolException 409 if somebody else has the name, or the account has too many sessions by now; 503 if the
     *     former one does not go
     */
    void claim(Address name, @Nullable AccountKey account, Peer comer, @Nullable Peer former, String token) {
        Wish own = new Wish(
                comer, account, (holder, owner) -> owner == former, most.getAsInt(), new Right(account, token));
        settle(name, take(name, own, owner -> owner.dismiss(elsewhere())));
    }

    /**
     * Has those go who have a name here by less right than somebody at another server, and waits for that: the former session of
     * who has shown a token; if it was the password, all, or those who are not of that account. {@link Outcome#FULL} if others stay.
     *
     * @param former the peer of that session, if it is still there
     */
    Outcome vacate(Address name, Right right, @Nullable Peer former) {
        AccountKey account = right.account();
        boolean isPassword = account != null && right.token().isEmpty();
        AccountKey staying = isPassword && right.beside() ? account : null;
        Wish wish = new Wish(
                null,
                account,
                (holder, owner) -> isPassword ? staying == null || !staying.equals(holder.account()) : owner == former,
                1,
                right);
        return take(name, wish, owner -> owner.dismiss(account == null ? elsewhere() : reason(account, owner)));
    }

    /** Takes back a name that was given to a peer that may not have it after all. */
    void takeBack(Address name, Peer comer) {
        directory.release(name, comer);
    }

    private void settle(Address name, Outcome outcome) {
        switch (outcome) {
            case GIVEN -> {}
            case LATE -> throw notEnded();
            case REFUSED -> throw Authenticator.inUse(name);
            case FULL -> throw tooMany(most.getAsInt());
        }
    }

    private static ProtocolException tooMany(int most) {
        return new ProtocolException(
                Code.CONFLICT,
                "You have " + most + (most == 1 ? " session" : " sessions")
                        + " online, which is the limit: quit one first.");
    }

    private Response elsewhere() {
        return replies.of(Code.IMPORTANT, "You came online elsewhere.");
    }

    private static ProtocolException notEnded() {
        return new ProtocolException(Code.UNAVAILABLE, "Your former session has not ended yet: try again in a moment.");
    }

    private Outcome take(Address name, Wish wish, Consumer<Peer> dismissal) {
        return directory.takeOver(name, wish, dismissal, PATIENCE);
    }
}
