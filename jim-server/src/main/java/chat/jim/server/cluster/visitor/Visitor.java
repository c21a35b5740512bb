package chat.jim.server.cluster.visitor;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.Peer;
import chat.jim.server.store.AccountKey;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a server tells another one of somebody who is connected to it.
 *
 * @param holder by what number it knows them
 * @param session the session that asks for something; 0 if none does
 * @param account null for a guest
 * @param since since when they are online, in UNIX seconds; so it is with {@code lastMessage}
 * @param isBare whether that session takes only short objects
 * @param wantsIds whether that session has asked for ids
 * @param quietly whether they were quiet when they joined the room that this is about
 */
public record Visitor(
        long holder,
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

    /** Somebody who is online here; null if they have just gone. */
    public static @Nullable Visitor of(Holder holder, @Nullable Peer session, boolean quietly) {
        Peer any = session == null ? holder.sessions().findFirst().orElse(null) : session;
        Address name = any == null ? null : any.name();
        if (any == null || name == null) {
            return null;
        }
        return new Visitor(
                holder.number(),
                session == null ? 0 : session.number(),
                name,
                holder.account(),
                any.address().getHostAddress().replaceFirst("%.*", ""),
                holder.isOperator(),
                holder.isHidden(),
                holder.since(),
                holder.lastMessage(),
                holder.status(),
                session != null && session.isBare(),
                session != null && session.wantsIds(),
                quietly);
    }

    /** Somebody of whom nothing else is known. */
    public static Visitor stranger(Address name, @Nullable AccountKey account) {
        return new Visitor(0, 0, name, account, "", false, false, 0, 0, "", false, false, false);
    }

    /** The same with one of their sessions that says something. */
    public Visitor withSession(long speaking) {
        return new Visitor(
                holder,
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
