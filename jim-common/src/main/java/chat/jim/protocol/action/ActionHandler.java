package chat.jim.protocol.action;

/**
 * Handles each kind of action. {@link Verb} names the method for each verb.
 *
 * @param <R> what handling one returns
 */
public interface ActionHandler<R> {
    /** Somebody is here: comes online as a guest, sets a status, or answers a probe. */
    R onPresence(Action.Presence presence);

    /** Somebody proves who they are. */
    R onAuthenticate(Action.Authenticate authenticate);

    /** Somebody wants an account. */
    R onRegister(Action.Register register);

    /** Somebody wants another password. */
    R onPasswd(Action.Passwd passwd);

    /** Somebody asks whether the peer is alive. */
    R onProbe(Action.Probe probe);

    /** Somebody writes to an account or a room. */
    R onMsg(Action.Msg msg);

    /** Somebody enters a room. */
    R onJoin(Action.Join join);

    /** Somebody leaves a room. */
    R onLeave(Action.Leave leave);

    /** Somebody asks who is online or in a room. */
    R onWho(Action.Who who);

    /** Somebody asks which rooms there are. */
    R onRooms(Action.Rooms rooms);

    /** Somebody asks for their contacts. */
    R onGetContacts(Action.GetContacts getContacts);

    /** Somebody asks who could become a contact. */
    R onGetPotentials(Action.GetPotentials getPotentials);

    /** Somebody wants to be told when an account comes and goes. */
    R onAddContact(Action.AddContact addContact);

    /** Somebody does not want to be told any more. */
    R onDelContact(Action.DelContact delContact);

    /** Somebody asks what was said in a room or a talk, or whether their talks are to be kept. */
    R onHistory(HistoryAction.History history);

    /** Somebody has read so far. */
    R onMark(HistoryAction.Mark mark);

    /** Somebody looks for words that were said. */
    R onSearch(HistoryAction.Search search);

    /** Somebody wants a message of theirs to be kept no longer. */
    R onForget(HistoryAction.Forget forget);

    /** Somebody changes a room, or asks what it is. */
    R onRoom(RoomAction.Settings room);

    /** Somebody lets somebody else into a room. */
    R onInvite(RoomAction.Invite invite);

    /** Somebody gives somebody a role in a room. */
    R onGrant(RoomAction.Grant grant);

    /** Somebody takes a role in a room away. */
    R onRevoke(RoomAction.Revoke revoke);

    /** Somebody has somebody else leave a room. */
    R onKick(RoomAction.Kick kick);

    /** Somebody keeps somebody else out of a room. */
    R onBan(RoomAction.Ban ban);

    /** Somebody lets somebody else come back. */
    R onUnban(RoomAction.Unban unban);

    /** Somebody keeps somebody else from speaking. */
    R onMute(RoomAction.Mute mute);

    /** Somebody lets somebody else speak again. */
    R onUnmute(RoomAction.Unmute unmute);

    /** Somebody asks who somebody is. */
    R onWhois(Action.Whois whois);

    /** Somebody asks for the public key of somebody else. */
    R onPublicKey(Action.PublicKey publicKey);

    /** Somebody leaves. */
    R onQuit(Action.Quit quit);
}
