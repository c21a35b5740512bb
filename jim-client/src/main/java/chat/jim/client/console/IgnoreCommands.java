package chat.jim.client.console;

import chat.jim.client.personal.IgnoreList;
import chat.jim.client.screen.Display;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.text.Texts;
import java.io.IOException;
import java.util.stream.Collectors;

/** The commands about who is ignored. Only for the thread that reads the lines. */
final class IgnoreCommands {
    private static final Texts TEXTS = Texts.of(IgnoreCommands.class);

    private final IgnoreList ignored;
    private final Display display;

    IgnoreCommands(IgnoreList ignored, Display display) {
        this.ignored = ignored;
        this.display = display;
    }

    /** Says what is wrong with the list that was kept, if anything is. */
    void begin() {
        String problem = ignored.problem();
        if (problem != null) {
            display.printError(problem);
        }
    }

    /**
     * Ignores somebody; without a name it shows who is ignored.
     *
     * @throws ProtocolException 400 if that is no name
     */
    void ignore(String rest) {
        if (rest.isEmpty()) {
            String names = ignored.names().stream().map(Address::toString).collect(Collectors.joining(", "));
            display.print(names.isEmpty() ? TEXTS.say("ignore.nobody") : TEXTS.say("ignore.list", names));
            return;
        }
        Address name = Address.account(rest);
        try {
            ignored.add(name);
        } catch (IOException e) {
            display.printError(String.valueOf(e.getMessage()));
        }
        display.print(TEXTS.say("ignore.done", name, name));
    }

    /** Ignores somebody no longer. */
    void unignore(Address name) {
        try {
            display.print(TEXTS.say(ignored.remove(name) ? "ignore.undone" : "ignore.not", name));
        } catch (IOException e) {
            display.printError(String.valueOf(e.getMessage()));
        }
    }
}
