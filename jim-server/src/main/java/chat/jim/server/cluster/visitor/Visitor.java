package chat.jim.server.cluster.visitor;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.store.AccountKey;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a server tells another one of somebody who is connected to it.
 *
 * @param holder by what number it knows them, from when they come online until they go
 * @param claim the revision of the claim by which they have the name
 * @param session the session that asks for something; 0 if none does
 * @param account null for a guest
 * @param since since when they are online, in UNIX seconds; so it is with {@code lastMessage}
 * @param isBare whether that session takes only short objects
 * @param wantsIds whether that session has asked for ids
 * @param quietly whether they were quiet when they joined the room that this is about
 */
public record Visitor(
        long holder,
        long claim,
        long session,
        Address name,
        @Nullable AccountKey account,
        String address,
        boolean operator,
        boolean hidden,
        long since,
        long lastMessage,
        String status,
        boolean isBare,
        boolean wantsIds,
        boolean quietly) {
    /** Orders all who have had a name, one after the other: by their claims, and by their numbers at one server. */
    private static final Comparator<Visitor> ORDER =
            Comparator.comparingLong(Visitor::claim).thenComparingLong(Visitor::holder);

    /** Whether they have the name, and the other one has had it before. */
    public boolean isAfter(Visitor other) {
        return ORDER.compare(this, other) > 0;
    }

    /** Somebody of whom nothing else is known. */
    public static Visitor stranger(Address name, @Nullable AccountKey account) {
        return new Visitor(0, 0, 0, name, account, "", false, false, 0, 0, "", false, false, false);
    }

    /** Somebody who has gone. */
    public static Visitor gone(Address name, long holder, long claim) {
        return new Visitor(holder, claim, 0, name, null, "", false, false, 0, 0, "", false, false, false);
    }

    /** The same with one of their sessions that says something. */
    public Visitor withSession(long speaking) {
        return new Visitor(
                holder,
                claim,
                speaking,
                name,
                account,
                address,
                operator,
                hidden,
                since,
                lastMessage,
                status,
                false,
                false,
                false);
    }

    /** As one line, which {@link #of(JsonLine)} reads. */
    public JsonLine line() {
        JsonLine line = JsonLine.empty()
                .with("holder", holder)
                .with("claim", claim)
                .with("session", session)
                .with("name", name.toString())
                .with("address", address)
                .with("since", since)
                .with("last", lastMessage);
        if (account != null) {
            line = line.with("id", account.id());
        }
        if (!status.isEmpty()) {
            line = line.with("status", status);
        }
        return line.with("operator", operator)
                .with("hidden", hidden)
                .with("bare", isBare)
                .with("ids", wantsIds)
                .with("quiet", quietly);
    }

    /**
     * Reads what another server has told.
     *
     * @throws ProtocolException it makes no sense
     */
    public static Visitor of(JsonLine line) {
        Address name = Address.account(line.text("name"));
        String id = line.optionalText("id");
        return new Visitor(
                line.number("holder", 0),
                line.number("claim", 0),
                line.number("session", 0),
                name,
                id == null ? null : new AccountKey(name, id),
                line.text("address"),
                line.flag("operator"),
                line.flag("hidden"),
                line.number("since", 0),
                line.number("last", 0),
                Objects.requireNonNullElse(line.optionalText("status"), ""),
                line.flag("bare"),
                line.flag("ids"),
                line.flag("quiet"));
    }

    /** Where they are connected from. Names are never looked up. */
    public InetAddress from() {
        try {
            boolean isNumber = address.matches("[0-9.]+") || address.matches("[0-9a-fA-F.]*:[0-9a-fA-F.:]*");
            return isNumber ? InetAddress.getByName(address) : InetAddress.getLoopbackAddress();
        } catch (UnknownHostException e) {
            return InetAddress.getLoopbackAddress();
        }
    }
}
