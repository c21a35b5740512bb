package chat.jim.protocol;

/**
 * Handles each action; that there is one method a verb is checked by the compiler.
 *
 * @param <R> what handling one returns
 */
public interface ActionHandler<R> {
    /** Somebody is here: comes online as a guest, or tells a status, or answers a probe. */
    R onPresence(Action.Presence presence);

    /** Somebody proves who they are. */
    R onAuthenticate(Action.Authenticate authenticate);

    /** Somebody wants an account. */
    R onRegister(Action.Register register);

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

    /** Somebody wants to hear of an account's coming and going. */
    R onAddContact(Action.AddContact addContact);

    /** Somebody does not want to any more. */
    R onDelContact(Action.DelContact delContact);

    /** Somebody asks for the public key of somebody else. */
    R onPublicKey(Action.PublicKey publicKey);

    /** Somebody goes. */
    R onQuit(Action.Quit quit);
}
