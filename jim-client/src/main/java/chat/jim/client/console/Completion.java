package chat.jim.client.console;

import chat.jim.client.JimClient;
import chat.jim.client.console.ConsoleCommand.Argument;
import chat.jim.protocol.Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** What Tab offers: commands, names that are known, rooms that one is in. */
final class Completion {
    private final JimClient client;
    private final People people;

    Completion(JimClient client, People people) {
        this.client = client;
        this.people = people;
    }

    /** The words that could stand where {@code word} was begun, behind {@code before}. */
    List<String> of(String before, String word, boolean inTalk) {
        if (!client.hasEnded()) {
            people.ask(client);
        }
        if (before.isBlank()) {
            List<String> first = commands(word.startsWith("/") ? "/" : "");
            first.addAll(inTalk ? names(people.all()) : List.of());
            return first;
        }
        Argument argument = argument(before.strip(), inTalk);
        List<String> offered = new ArrayList<>();
        if (argument.mayBeAccount()) {
            offered.addAll(names(people.all()));
        }
        if (argument.mayBeRoom()) {
            offered.addAll(names(client.rooms()));
        }
        return offered;
    }

    /** What the word behind {@code before} is: a command's argument, or a word of a text, which may be a name. */
    private static Argument argument(String before, boolean inTalk) {
        ConsoleCommand command = before.matches("\\S+") ? Typed.command(before).command() : null;
        boolean ofText = command == null || command.argument() == Argument.TEXT;
        return command != null && !ofText ? command.argument() : inTalk || ofText ? Argument.ACCOUNT : Argument.NOTHING;
    }

    private static List<String> commands(String slash) {
        return new ArrayList<>(Arrays.stream(ConsoleCommand.values())
                .map(command -> slash + command.word())
                .toList());
    }

    private static List<String> names(Collection<Address> addresses) {
        return addresses.stream().map(Address::toString).toList();
    }
}
