package chat.jim.client.command;

import chat.jim.client.JimClient;
import chat.jim.client.command.ConsoleCommand.Argument;
import chat.jim.client.screen.Prompt;
import chat.jim.client.terminal.Terminal;
import chat.jim.protocol.Address;
import chat.jim.protocol.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What Tab offers: commands and their words, names of known users, rooms that were entered. Also tells which lines are private. */
public final class Completion implements Terminal.Adviser {
    private static final List<String> ROLES =
            Stream.of(Role.values()).map(Role::word).toList();

    private final JimClient client;
    private final KnownUsers users;
    private final Prompt prompt;

    /** Completes what {@code users} knows, for a line typed at {@code prompt}. */
    public Completion(JimClient client, KnownUsers users, Prompt prompt) {
        this.client = client;
        this.users = users;
        this.prompt = prompt;
    }

    @Override
    public boolean isPrivate(String line) {
        Address talk = prompt.talk();
        return TypedLine.of(line, talk, name -> users.isKnown(name, client)).isPrivate(talk);
    }

    /** In alphabetical order. A name at the beginning of a text gets a colon: it is spoken to. */
    @Override
    public List<String> completions(String before, String word) {
        if (!client.hasEnded()) {
            users.refresh(client);
        }
        String prefix = word.toLowerCase(Locale.ROOT);
        return candidates(before, word, prompt.talk() != null)
                .filter(candidate -> candidate.toLowerCase(Locale.ROOT).startsWith(prefix))
                .sorted()
                .toList();
    }

    private Stream<String> candidates(String before, String word, boolean inTalk) {
        if (before.isBlank()) {
            boolean isText = inTalk && !word.startsWith("/");
            return isText ? otherUsers().map(name -> name + ":") : commands(word.startsWith("/") ? "/" : "");
        }
        if (word.startsWith("#")) {
            return rooms();
        }
        TypedLine typed = TypedLine.command(before.strip());
        ConsoleCommand command = !inTalk || before.startsWith("/") ? typed.command() : null;
        return command == null ? otherUsers() : arguments(command, RoomArguments.of(typed.rest()));
    }

    /** What the word behind that command and these arguments may be: in a text a name. */
    private Stream<String> arguments(ConsoleCommand command, RoomArguments typed) {
        boolean isFirst = typed.words().isEmpty() && (typed.room() == null || mayFollowRoom(command));
        if (!isFirst) {
            return switch (command) {
                case GRANT, REVOKE -> typed.words().size() == 1 ? ROLES.stream() : Stream.empty();
                case INVITE -> rooms();
                default -> otherUsers();
            };
        }
        return switch (command.argument()) {
            case NOTHING -> Stream.empty();
            case TEXT, ACCOUNT, PERSON -> otherUsers();
            case ROOM -> rooms();
            case ANYBODY -> Stream.concat(otherUsers(), rooms());
            case SWITCH -> Stream.of("on", "off");
            case COMMAND -> commands("");
        };
    }

    private static boolean mayFollowRoom(ConsoleCommand command) {
        return command.argument() == Argument.PERSON || command.argument() == Argument.SWITCH;
    }

    private Stream<String> rooms() {
        return client.rooms().stream().map(Address::toString);
    }

    private static Stream<String> commands(String slash) {
        return Arrays.stream(ConsoleCommand.values()).map(command -> slash + command.word());
    }

    private Stream<String> otherUsers() {
        return users.all().stream().filter(name -> !name.equals(client.name())).map(Address::toString);
    }
}
