package chat.jim.client.moderation;

import chat.jim.client.JimClient;
import chat.jim.client.command.ConsoleCommand;
import chat.jim.client.command.RoomArguments;
import chat.jim.client.screen.Display;
import chat.jim.client.text.RoomLine;
import chat.jim.client.text.SafeText;
import chat.jim.client.text.ServerPhrases;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.action.Action;
import chat.jim.protocol.action.RoomAction;
import chat.jim.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Executes the commands about rooms and people. For the thread that reads the lines; what they show comes later, on the
 * receiving thread.
 */
public final class RoomCommands {
    private static final Texts TEXTS = Texts.of(RoomCommands.class);

    /** Typed as the topic, it removes it. */
    private static final String NO_TOPIC = "-";

    private final JimClient client;
    private final Display display;

    /** Commands for a client. */
    public RoomCommands(JimClient client, Display display) {
        this.client = client;
        this.display = display;
    }

    /**
     * Executes a command about a room or a person.
     *
     * @param talk where plain lines go; null if nowhere
     * @throws ProtocolException 400 if it cannot be understood, 410 if the server is one of another kind
     */
    public void execute(ConsoleCommand command, String rest, @Nullable Address talk) {
        if (command == ConsoleCommand.ROOMS) {
            boolean topics = display.showsStatuses() && !client.isAtOldServer();
            client.request(
                    time -> new Action.Rooms(time, topics ? true : null), answer -> RoomList.show(answer, display));
            return;
        }
        if (client.isAtOldServer()) {
            throw new ProtocolException(Code.GONE, TEXTS.say("room.unknown"));
        }
        switch (command) {
            case WHOIS -> whois(command, rest);
            case HIDDEN -> hide(command, rest);
            case ROOM -> describe(target(command, rest.isEmpty() || rest.startsWith("#") ? rest : "#" + rest, talk));
            case TOPIC -> topic(target(command, rest, talk));
            case PRIVATE, MODERATED, KEEP -> set(command, target(command, rest, talk));
            case INVITE, UNBAN, UNMUTE, GRANT, REVOKE ->
                send(PersonRequest.of(command, target(command, roomFirst(rest), talk)), display::showAnswer);
            default -> send(PersonRequest.of(command, target(command, rest, talk)), display::showAnswer);
        }
    }

    private Target target(ConsoleCommand command, String rest, @Nullable Address talk) {
        return Target.of(command.word(), RoomArguments.of(rest), talk, client);
    }

    /** Where nothing may follow but the room, it may stand at the end. */
    private static String roomFirst(String rest) {
        int last = rest.lastIndexOf(" #");
        return last < 0 ? rest : rest.substring(last + 1) + " " + rest.substring(0, last);
    }

    private void whois(ConsoleCommand command, String rest) {
        if (rest.isEmpty()) {
            throw Usage.of(command);
        }
        Address person = Address.account(rest);
        send(
                time -> new Action.Whois(time, person),
                answer -> display.showAs(answer, Whois.of(person, answer), List.of()));
    }

    private void hide(ConsoleCommand command, String rest) {
        boolean hidden = isOn(command, rest);
        client.account()
                .setHidden(
                        hidden,
                        granted(answer -> display.showAs(
                                answer, TEXTS.say(hidden ? "hidden.done" : "hidden.undone"), List.of())));
    }

    /** Shows what a room is, and who is what there. */
    private void describe(Target target) {
        Address room = target.room();
        if (!target.rest().isEmpty()) {
            throw Usage.of(ConsoleCommand.ROOM);
        }
        AtomicReference<@Nullable Response> about = new AtomicReference<>();
        client.request(time -> ask(time, room), about::set);
        client.request(time -> new Action.Who(time, room, null, true), roles -> {
            Response what = Objects.requireNonNullElse(about.get(), roles);
            granted(granted -> {
                        Response whole = granted.withMessages(roles.messages());
                        display.showAs(whole, line(room, whole), RoomCard.of(whole));
                    })
                    .accept(what);
        });
    }

    private static RoomAction.Settings ask(long time, Address room) {
        return new RoomAction.Settings(time, room, null, null, null, null);
    }

    private String line(Address room, Response answer) {
        return RoomLine.of(room, answer, client.name()).orElseGet(() -> ServerPhrases.of(answer));
    }

    private void topic(Target target) {
        Address room = target.room();
        String text = target.rest();
        if (text.isEmpty()) {
            send(
                    time -> ask(time, room),
                    answer -> display.showAs(answer, topic(room, answer.text(Detail.TOPIC)), List.of()));
        } else {
            String topic = text.equals(NO_TOPIC) ? "" : text;
            send(time -> new RoomAction.Settings(time, room, topic, null, null, null), display::showAnswer);
        }
    }

    private static String topic(Address room, @Nullable String topic) {
        return topic == null
                ? TEXTS.say("room.topic.none", room)
                : TEXTS.say("room.topic", room, SafeText.isolated(topic));
    }

    /** Alone it shows how it is; whether a room may be kept, the server does not tell. */
    private void set(ConsoleCommand command, Target target) {
        Address room = target.room();
        if (target.rest().isEmpty() && command != ConsoleCommand.KEEP) {
            send(time -> ask(time, room), answer -> display.showAs(answer, line(room, answer), List.of()));
            return;
        }
        boolean on = isOn(command, target.rest());
        send(
                time -> new RoomAction.Settings(
                        time,
                        room,
                        null,
                        command == ConsoleCommand.PRIVATE ? on : null,
                        command == ConsoleCommand.MODERATED ? on : null,
                        command == ConsoleCommand.KEEP ? on : null),
                display::showAnswer);
    }

    private static boolean isOn(ConsoleCommand command, String rest) {
        return switch (rest.toLowerCase(Locale.ROOT)) {
            case "on" -> true;
            case "off" -> false;
            default -> throw Usage.of(command);
        };
    }

    private void send(LongFunction<Action> request, Consumer<Response> onGranted) {
        client.request(request, granted(onGranted));
    }

    /** Shows a refusal, and gives on any other answer. An older server does not know what it is asked. */
    private Consumer<Response> granted(Consumer<Response> onGranted) {
        return answer -> {
            boolean isUnknown = ServerPhrases.isUnknownAction(answer);
            if (!answer.code().isError()) {
                onGranted.accept(answer);
            } else {
                display.showAnswer(
                        isUnknown ? new Response(Code.GONE, answer.time(), TEXTS.say("room.unknown")) : answer);
            }
        };
    }
}
