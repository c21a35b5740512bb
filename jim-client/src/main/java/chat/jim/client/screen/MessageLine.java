package chat.jim.client.screen;

import chat.jim.client.text.Mention;
import chat.jim.client.text.SafeText;
import chat.jim.protocol.Address;
import chat.jim.protocol.action.Action;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The form of a message as a line: its room, its sender and its text, and a mark where it names the user. May be used from
 * any thread.
 */
final class MessageLine {
    private volatile Predicate<String> mentionsUser = text -> false;
    private volatile @Nullable Address user;

    /** Sets the user's name: from now on messages in rooms that mention it are marked. */
    void setUser(Address name) {
        mentionsUser = Mention.of(name);
        user = name;
    }

    /** Whether a message of somebody else is for the user alone, or names the user. */
    boolean concernsUser(Action.Msg msg) {
        return !isOwn(msg) && (!msg.to().isRoom() || mentionsUser.test(msg.message()));
    }

    /** Whether the user has sent it. */
    boolean isOwn(Action.Msg msg) {
        return user != null && user.equals(msg.from());
    }

    /** The line, without a time; {@code afterSender} stands between the sender and the text. */
    String of(Action.Msg msg, String afterSender, Palette palette) {
        boolean marked = msg.to().isRoom() && mentionsUser.test(msg.message());
        String room = msg.to().isRoom() ? palette.room(msg.to().toString()) + " " : "";
        return (marked ? palette.important(">>") + " " : "")
                + room
                + (msg.me() == null ? "" : palette.quiet("*") + " ")
                + palette.name(SafeText.sender(msg))
                + afterSender
                + (msg.me() == null ? ": " : " ")
                + SafeText.isolated(msg.message());
    }

    /** The line of a message that was kept: one to another person names that one. */
    String ofKept(Action.Msg msg, Palette palette) {
        return of(msg, !msg.to().isRoom() && isOwn(msg) ? addressee(msg, palette) : "", palette);
    }

    /** What stands behind the sender of a message that is for somebody else. */
    static String addressee(Action.Msg msg, Palette palette) {
        return palette.quiet(" -> ") + SafeText.name(msg.to());
    }
}
