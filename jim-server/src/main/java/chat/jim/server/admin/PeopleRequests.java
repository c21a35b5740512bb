package chat.jim.server.admin;

import chat.jim.codec.Codec;
import chat.jim.codec.JsonLine;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Limits;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.server.control.RefusedException;
import chat.jim.server.control.Reply;
import chat.jim.server.limit.Mutes;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.room.Rooms;
import chat.jim.server.room.TimeSpan;
import chat.jim.server.routing.Directory;
import chat.jim.server.store.Account;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.Store.Mute;
import chat.jim.wire.Frame;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows the operator who is online and which rooms there are, and deals with people. May be used from any thread. */
public final class PeopleRequests {
    private static final Comparator<Peer> BY_NAME =
            Comparator.comparing(peer -> String.valueOf(peer.name()), String.CASE_INSENSITIVE_ORDER);

    private final Directory directory;
    private final Rooms rooms;
    private final Accounts accounts;
    private final Mutes mutes;
    private final Replies replies;

    /** Deals with those who are in that directory and in those rooms. */
    public PeopleRequests(Directory directory, Rooms rooms, Accounts accounts, Mutes mutes, Replies replies) {
        this.directory = directory;
        this.rooms = rooms;
        this.accounts = accounts;
        this.mutes = mutes;
        this.replies = replies;
    }

    /** Lists all sessions that are online, by their names. */
    public Reply who(JsonLine request) {
        return Reply.of(directory
                .peers()
                .filter(peer -> peer.name() != null)
                .sorted(BY_NAME)
                .map(this::described)
                .toList());
    }

    private JsonLine described(Peer peer) {
        long now = rooms.rules().now();
        Holder holder = peer.holder();
        List<String> where = holder.locked(
                () -> holder.rooms().keySet().stream().map(Address::toString).toList());
        return JsonLine.empty()
                .with("name", String.valueOf(peer.name()))
                .with("kind", holder.isOperator() ? "operator" : peer.isRegistered() ? "account" : "guest")
                .with("address", peer.address().getHostAddress())
                .with("dialect", peer.dialect().family().word())
                .with("since", holder.since())
                .with("idle", Math.max(0, now - Math.max(peer.lastMessage(), holder.since())))
                .with("waiting", peer.waitingBytes())
                .with("muted", mutes.left(holder.subject(), now))
                .withTexts("rooms", where.stream().sorted().toList());
    }

    /** Lists the open rooms, by their names. */
    public Reply rooms(JsonLine request) {
        return Reply.of(rooms.open()
                .map(room -> JsonLine.empty()
                        .with("name", room.name().toString())
                        .with("here", room.members().count())
                        .with("owned", room.settings().owned())
                        .with("private", room.settings().isPrivate())
                        .with("moderated", room.settings().moderated())
                        .with("kept", room.keeps())
                        .with("topic", room.settings().topic()))
                .toList());
    }

    /** Ends all sessions of somebody. */
    public Reply kick(JsonLine request) {
        Holder holder = online(request);
        String reason = reason(request);
        Response farewell = replies.of(
                Code.FORBIDDEN,
                "The server's operator has disconnected you" + (reason.isEmpty() ? "." : ": " + reason + "."));
        List<Peer> sessions = holder.sessions().toList();
        sessions.forEach(peer -> peer.dismiss(farewell));
        return Reply.done("admin.kicked", request.text("name"));
    }

    /** Keeps somebody from writing for so many seconds; 0 lets him write again. All guests of one network are one. */
    public Reply mute(JsonLine request) {
        Address name = name(request);
        long seconds = AdminRequests.seconds(request, 0, 0);
        String subject = subject(name);
        if (subject == null) {
            throw offline(name);
        }
        tell(mutes.set(subject, name, seconds));
        if (seconds == 0) {
            return Reply.done("admin.unmuted", name);
        }
        return Reply.done(Peer.isNetwork(subject) ? "admin.mutedguests" : "admin.muted", name, TimeSpan.words(seconds));
    }

    /** Looks whether another server of the chat has muted somebody. Waits for the store. */
    public void look() {
        mutes.look().forEach(this::tell);
    }

    /** Tells those who are muted, or are not any more. */
    private void tell(Mute mute) {
        Frame notice = replies.notice(
                mute.seconds() == 0
                        ? "The server's operator lets you write again."
                        : "The server's operator has muted you for " + TimeSpan.words(mute.seconds()) + ".");
        List<Holder> muted = directory
                .holders()
                .filter(one -> one.count() > 0 && one.subject().equals(mute.subject()))
                .toList();
        muted.forEach(one -> one.tell(notice));
    }

    /** Whether whoever has that name is online here, or has an account. */
    boolean knows(Address name) {
        return isHere(name) || accounts.find(name) != null;
    }

    /** Whether somebody is online here by that name. */
    boolean isHere(Address name) {
        return directory.find(name) != null;
    }

    /** By what the rules know whoever is online, has an account, or is muted; null if nobody of that name is. */
    private @Nullable String subject(Address name) {
        Holder holder = directory.find(name);
        Account account = holder == null ? accounts.find(name) : null;
        Mute mute = mutes.find(name);
        return holder != null
                ? holder.subject()
                : account != null ? account.key().id() : mute == null ? null : mute.subject();
    }

    /** Lists who is muted, by the names that were. */
    public Reply mutes(JsonLine request) {
        return Reply.of(mutes.all().stream()
                .map(mute -> JsonLine.empty()
                        .with("name", mute.name().toString())
                        .with("until", mute.until())
                        .with("network", Peer.isNetwork(mute.subject())))
                .toList());
    }

    /** Tells everybody something. */
    public Reply notice(JsonLine request) {
        String text = line(request, "text", Limits.MESSAGE);
        if (text == null) {
            throw RefusedException.of(Code.BAD_REQUEST, "admin.notext");
        }
        return Reply.done("admin.told", tellAll(text));
    }

    /** Tells everybody who is online, and returns how many sessions that are. */
    public int tellAll(String text) {
        Frame notice = Codec.encode(replies.of(Code.IMPORTANT, text));
        List<Peer> all = directory.peers().toList();
        all.forEach(peer -> peer.tell(notice));
        return all.size();
    }

    private Holder online(JsonLine request) {
        Address name = name(request);
        Holder holder = directory.find(name);
        if (holder == null) {
            throw offline(name);
        }
        return holder;
    }

    /** Whom a request is about. */
    static Address name(JsonLine request) {
        return Address.account(request.text("name"));
    }

    private static RefusedException offline(Address name) {
        return RefusedException.of(Code.NOT_FOUND, "admin.offline", name);
    }

    /** Something that people are shown; null if there is nothing. */
    static @Nullable String line(JsonLine request, String field, int longest) {
        String text = request.optionalText(field);
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw ProtocolException.badRequest(
                    "The field " + field + " has to be one line without control characters.");
        }
        return Limits.check("The field " + field, text.strip(), longest);
    }

    /** The same for what becomes the end of a sentence; empty if there is nothing. */
    static String reason(JsonLine request) {
        String reason = line(request, "reason", Limits.REASON);
        return reason == null ? "" : reason.replaceFirst("\\.+$", "");
    }
}
