package chat.jim.server;

import chat.jim.protocol.Code;
import chat.jim.protocol.action.Action;
import chat.jim.protocol.action.ActionHandler;
import chat.jim.protocol.action.HistoryAction;
import chat.jim.protocol.action.RoomAction;

/** The requests that no input of {@link SessionInputsTest} makes well: they are tested elsewhere. */
abstract class UnmodelledActions implements ActionHandler<String> {
    private static String refused() {
        throw ServerModel.refused(Code.BAD_REQUEST);
    }

    @Override
    public final String onHistory(HistoryAction.History request) {
        return refused();
    }

    @Override
    public final String onMark(HistoryAction.Mark request) {
        return refused();
    }

    @Override
    public final String onSearch(HistoryAction.Search request) {
        return refused();
    }

    @Override
    public final String onForget(HistoryAction.Forget request) {
        return refused();
    }

    @Override
    public final String onRoom(RoomAction.Settings request) {
        return refused();
    }

    @Override
    public final String onInvite(RoomAction.Invite request) {
        return refused();
    }

    @Override
    public final String onGrant(RoomAction.Grant request) {
        return refused();
    }

    @Override
    public final String onRevoke(RoomAction.Revoke request) {
        return refused();
    }

    @Override
    public final String onKick(RoomAction.Kick request) {
        return refused();
    }

    @Override
    public final String onBan(RoomAction.Ban request) {
        return refused();
    }

    @Override
    public final String onUnban(RoomAction.Unban request) {
        return refused();
    }

    @Override
    public final String onMute(RoomAction.Mute request) {
        return refused();
    }

    @Override
    public final String onUnmute(RoomAction.Unmute request) {
        return refused();
    }

    @Override
    public final String onWhois(Action.Whois request) {
        return refused();
    }
}
