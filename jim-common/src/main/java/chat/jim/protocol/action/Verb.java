package chat.jim.protocol.action;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an action asks for: the values of the field {@code action}. Each has its record, whether only somebody who is
 * online may ask for it, and the method that handles it.
 */
public enum Verb {
    PRESENCE(Action.Presence.class, false, ActionHandler::onPresence),
    AUTHENTICATE(Action.Authenticate.class, false, ActionHandler::onAuthenticate),
    REGISTER(Action.Register.class, false, ActionHandler::onRegister),
    PASSWD(Action.Passwd.class, true, ActionHandler::onPasswd),
    PROBE(Action.Probe.class, false, ActionHandler::onProbe),
    MSG(Action.Msg.class, true, ActionHandler::onMsg),
    JOIN(Action.Join.class, true, ActionHandler::onJoin),
    LEAVE(Action.Leave.class, true, ActionHandler::onLeave),
    WHO(Action.Who.class, true, ActionHandler::onWho),
    ROOMS(Action.Rooms.class, true, ActionHandler::onRooms),
    GET_CONTACTS(Action.GetContacts.class, true, ActionHandler::onGetContacts),
    ADD_CONTACT(Action.AddContact.class, true, ActionHandler::onAddContact),
    DEL_CONTACT(Action.DelContact.class, true, ActionHandler::onDelContact),
    HISTORY(HistoryAction.History.class, true, ActionHandler::onHistory),
    MARK(HistoryAction.Mark.class, true, ActionHandler::onMark),
    SEARCH(HistoryAction.Search.class, true, ActionHandler::onSearch),
    FORGET(HistoryAction.Forget.class, true, ActionHandler::onForget),
    ROOM(RoomAction.Settings.class, true, ActionHandler::onRoom),
    INVITE(RoomAction.Invite.class, true, ActionHandler::onInvite),
    GRANT(RoomAction.Grant.class, true, ActionHandler::onGrant),
    REVOKE(RoomAction.Revoke.class, true, ActionHandler::onRevoke),
    KICK(RoomAction.Kick.class, true, ActionHandler::onKick),
    BAN(RoomAction.Ban.class, true, ActionHandler::onBan),
    UNBAN(RoomAction.Unban.class, true, ActionHandler::onUnban),
    MUTE(RoomAction.Mute.class, true, ActionHandler::onMute),
    UNMUTE(RoomAction.Unmute.class, true, ActionHandler::onUnmute),
    WHOIS(Action.Whois.class, true, ActionHandler::onWhois),
    /** This one and the next are of some dialects only, by other words (PROTOCOL.md, appendix). */
    GET_POTENTIALS(Action.GetPotentials.class, true, ActionHandler::onGetPotentials),
    PUBLIC_KEY(Action.PublicKey.class, true, ActionHandler::onPublicKey),
    QUIT(Action.Quit.class, false, ActionHandler::onQuit);

    /** The specification prints {@code probe} with a Cyrillic о, so programs send it. */
    private static final String MISPRINTED_PROBE = "pr\u043ebe";

    private static final Map<String, Verb> BY_WORD = Arrays.stream(values())
            .filter(verb -> verb != PUBLIC_KEY && verb != GET_POTENTIALS)
            .collect(Collectors.toUnmodifiableMap(Verb::word, Function.identity()));

    private static final Map<Class<? extends Action>, Verb> BY_ACTION =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Verb::action, Function.identity()));

    private final Class<? extends Action> action;
    private final String word = name().toLowerCase(Locale.ROOT);
    private final boolean forOnline;

    @SuppressWarnings("ImmutableEnumChecker") // a reference to a method has no state
    private final Call<?> call;

    <A extends Action> Verb(Class<A> action, boolean forOnline, Call<A> call) {
        this.action = action;
        this.forOnline = forOnline;
        this.call = call;
    }

    /** The method of a handler that handles the verb's actions. */
    private interface Call<A extends Action> {
        <R> R on(ActionHandler<R> handler, A action);
    }

    /** The verb as it stands on the wire. */
    @JsonValue
    public String word() {
        return word;
    }

    /** The record of the verb's actions. */
    public Class<? extends Action> action() {
        return action;
    }

    /** Whether only somebody who is online may ask for it; others get 401 (PROTOCOL.md, section 5). */
    public boolean forOnline() {
        return forOnline;
    }

    /** Has {@code handler} handle an action of this verb. */
    @SuppressWarnings("unchecked")
    <R> R call(ActionHandler<R> handler, Action itsAction) {
        return ((Call<Action>) call).on(handler, itsAction);
    }

    /** The verb of an action. */
    static Verb of(Action action) {
        return Objects.requireNonNull(BY_ACTION.get(action.getClass()));
    }

    /** The verb that {@code word} stands for in the specification, or null. */
    public static @Nullable Verb of(String word) {
        return word.equals(MISPRINTED_PROBE) ? PROBE : BY_WORD.get(word);
    }
}
