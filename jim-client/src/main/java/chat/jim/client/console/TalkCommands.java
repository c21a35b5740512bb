package chat.jim.client.console;

import chat.jim.client.JimClient;
import chat.jim.client.command.KnownUsers;
import chat.jim.client.screen.Display;
import chat.jim.client.screen.Prompt;
import chat.jim.client.sending.MessageComposer;
import chat.jim.protocol.Address;
import chat.jim.protocol.Response;
import chat.jim.text.Texts;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The commands about rooms and talks: enters, leaves, begins and ends them. Only for the thread that reads the lines. */
final class TalkCommands {
    private static final Texts TEXTS = Texts.of(TalkCommands.class);

    private final JimClient client;
    private final Display display;
    private final Prompt prompt;
    private final KnownUsers users;
    private final Hints hints;
    private final MessageComposer composer;
    private final BiConsumer<Address, Consumer<Response>> entering;

    /** @param entering enters a room, and gives on the answer */
    TalkCommands(
            JimClient client,
            Display display,
            KnownUsers users,
            Hints hints,
            MessageComposer composer,
            BiConsumer<Address, Consumer<Response>> entering) {
        this.client = client;
        this.display = display;
        prompt = display.prompt();
        this.users = users;
        this.hints = hints;
        this.composer = composer;
        this.entering = entering;
    }

    /** Enters rooms without talking there. */
    void enter(List<Address> rooms) {
        rooms.forEach(room -> entering.accept(room, display::showAnswer));
    }

    /** The room that was meant: its name may have been typed on the other keyboard layout too. */
    Address meant(Address room) throws IOException {
        Address guess = hints.isThere(room) ? null : hints.guess(room);
        boolean other = guess != null && guess.isRoom() && composer.isMeant(hints.noSuch(room, guess));
        return other ? Objects.requireNonNull(guess) : room;
    }

    /** For a person a talk begins with it: who enters a room means to speak there. */
    void join(Address room) {
        if (composer.isAttended()) {
            begin(room);
        } else {
            enter(List.of(room));
        }
    }

    void leave(Address room) {
        if (room.equals(prompt.talk())) {
            prompt.setTalk(null);
            display.print(TEXTS.say("talk.over"));
        }
        client.leave(room, display::showAnswer);
    }

    /** Ends the talk; there is none if {@code talk} is null. */
    void end(@Nullable Address talk) {
        display.print(TEXTS.say(talk == null ? "talk.whom" : "talk.over"));
        prompt.setTalk(null);
    }

    void talk(Address to) throws IOException {
        if (to.isRoom() && (client.rooms().contains(to) || client.isAtOldServer())) {
            setTalk(to);
        } else if (to.isRoom() || !composer.isAttended()) {
            begin(to);
        } else {
            talkWith(to);
        }
    }

    /** Asks whether another was meant if that one is not there. Who has an account may get messages all the same. */
    private void talkWith(Address user) throws IOException {
        Address meant = client.hasEnded() || hints.isThere(user) ? null : hints.guess(user);
        if (meant != null && composer.isMeant(hints.noSuch(user, meant))) {
            begin(meant);
            return;
        }
        if (!client.hasEnded() && !client.isAtOldServer() && !users.isKnown(user, client)) {
            display.print(TEXTS.say("talk.absent", user));
        }
        setTalk(user);
    }

    /** Begins a talk, in a room after entering it; if that is refused, the former talk goes on. Few old servers have rooms. */
    private void begin(Address to) {
        Address former = prompt.talk();
        boolean isDoubtful = to.isRoom() && client.isAtOldServer();
        if (to.isRoom()) {
            Hints.checkOnline(client);
        }
        if (!isDoubtful) {
            setTalk(to); // first: the answer may come at once
        }
        if (to.isRoom()) {
            entering.accept(to, answer -> {
                display.showAnswer(answer);
                if (!answer.code().isError() && isDoubtful) {
                    setTalk(to);
                } else if (answer.code().isError() && to.equals(prompt.talk())) {
                    goOn(former, to);
                }
            });
        }
    }

    /** Goes on with the talk before one that was refused, unless there was none or it is over, too. */
    private void goOn(@Nullable Address former, Address refused) {
        if (former == null
                || former.equals(refused)
                || (former.isRoom() && !client.rooms().contains(former))) {
            prompt.setTalk(null);
        } else {
            setTalk(former);
        }
    }

    private void setTalk(Address to) {
        prompt.setTalk(to);
        display.print(TEXTS.say("talk.begins", to));
    }
}
