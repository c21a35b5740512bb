package chat.jim.client.command;

import chat.jim.client.JimClient;
import chat.jim.client.command.ConsoleCommand.Argument;
import chat.jim.client.screen.Prompt;
import chat.jim.client.terminal.Terminal;
import chat.jim.protocol.Address;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What Tab offers: commands, names of known users, rooms that were entered. Also tells which lines are private. */
public final class Completion implements Terminal.Adviser {
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
        Argument argument = argument(before.strip(), inTalk);
        return Stream.concat(
                argument.mayBeAccount() ? otherUsers() : Stream.empty(),
                argument.mayBeRoom() || word.startsWith("#")
                        ? client.rooms().stream().map(Address::toString)
                        : Stream.empty());
    }

    /** What the word after {@code before} is: a command's argument, or a word of a text, which may be a name. */
    private static Argument argument(String before, boolean inTalk) {
        boolean mayBeCommand = before.matches("\\S+") && (!inTalk || before.startsWith("/"));
        ConsoleCommand command = mayBeCommand ? TypedLine.command(before).command() : null;
        return command == null || command.argument() == Argument.TEXT ? Argument.ACCOUNT : command.argument();
    }

    private static Stream<String> commands(String slash) {
        return Arrays.stream(ConsoleCommand.values()).map(command -> slash + command.word());
    }

    private Stream<String> otherUsers() {
        return users.all().stream().filter(name -> !name.equals(client.name())).map(Address::toString);
    }
}
