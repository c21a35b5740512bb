package chat.jim.client.console;

import chat.jim.client.JimClient;
import chat.jim.client.console.ConsoleCommand.Argument;
import chat.jim.protocol.Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What Tab offers: commands, names that are known, rooms that one is in. */
final class Completion {
    private final JimClient client;
    private final KnownUsers people;

    Completion(JimClient client, KnownUsers people) {
        this.client = client;
        this.people = people;
    }

    /** The words that could stand where {@code word} was begun, behind {@code before}; in order. */
    List<String> of(String before, String word, boolean inTalk) {
        if (!client.hasEnded()) {
            people.ask(client);
        }
        String begun = word.toLowerCase(Locale.ROOT);
        return offered(before, word, inTalk).stream()
                .filter(offer -> offer.toLowerCase(Locale.ROOT).startsWith(begun))
                .sorted()
                .toList();
    }

    private List<String> offered(String before, String word, boolean inTalk) {
        if (before.isBlank()) {
            return inTalk && !word.startsWith("/") ? others() : commands(word.startsWith("/") ? "/" : "");
        }
        Argument argument = argument(before.strip(), inTalk);
        List<String> offered = new ArrayList<>();
        if (argument.mayBeAccount()) {
            offered.addAll(others());
        }
        if (argument.mayBeRoom()) {
            offered.addAll(names(client.rooms()));
        }
        return offered;
    }

    /** What the word behind {@code before} is: a command's argument, or a word of a text, which may be a name. */
    private static Argument argument(String before, boolean inTalk) {
        boolean mayBeCommand = before.matches("\\S+") && (!inTalk || before.startsWith("/"));
        ConsoleCommand command = mayBeCommand ? TypedLine.command(before).command() : null;
        boolean ofText = command == null || command.argument() == Argument.TEXT;
        return command != null && !ofText ? command.argument() : inTalk || ofText ? Argument.ACCOUNT : Argument.NOTHING;
    }

    private static List<String> commands(String slash) {
        return Arrays.stream(ConsoleCommand.values())
                .map(command -> slash + command.word())
                .toList();
    }

    private List<String> others() {
        return names(people.all().stream()
                .filter(name -> !name.equals(client.name()))
                .toList());
    }

    private static List<String> names(Collection<Address> addresses) {
        return addresses.stream().map(Address::toString).toList();
    }
}
