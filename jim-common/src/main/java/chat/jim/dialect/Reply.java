package chat.jim.dialect;

import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import org.jspecify.annotations.Nullable;

/**
 * What a peer is to be answered, and what it asked.
 *
 * @param request what it asked; null if that was no good request, or it asked nothing
 * @param online whether it was online when it asked
 */
public record Reply(@Nullable Action request, boolean online, Response response) {
    boolean answers(Class<? extends Action> kind) {
        return kind.isInstance(request);
    }

    boolean isError() {
        return response.code().isError();
    }

    /** Whether this is data that it asked for, or whether that was changed: it waits for it, even if for nothing else. */
    boolean isAboutData() {
        return response.names() != null
                || answers(Action.AddContact.class)
                || answers(Action.DelContact.class)
                || answers(Action.PublicKey.class);
    }

    boolean answersLogin() {
        return answers(Action.Presence.class) || answers(Action.Authenticate.class);
    }

    /** Whether this tells the peer that it has not come online. */
    boolean refusesLogin() {
        return !online && isError() && answersLogin();
    }

    /** Whether this tells the peer to authenticate. */
    boolean asksForPassword() {
        return response.code().equals(Code.UNAUTHORIZED);
    }
}
