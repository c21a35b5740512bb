package chat.jim.client.console;

import chat.jim.client.JimClient;
import chat.jim.client.command.ConsoleCommand;
import chat.jim.client.command.KnownUsers;
import chat.jim.client.command.TypedLine;
import chat.jim.client.command.TypedLine.Kind;
import chat.jim.client.screen.Display;
import chat.jim.client.text.SafeText;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What to tell who has typed a line that cannot do what was meant. Only {@link #explain} is for any thread. */
final class Hints {
    private static final Texts TEXTS = Texts.of(Hints.class);

    private final JimClient client;
    private final KnownUsers users;
    private final Display display;

    Hints(JimClient client, KnownUsers users, Display display) {
        this.client = client;
        this.display = display;
        this.users = users;
    }

    /**
     * Checks that the server is there.
     *
     * @throws ProtocolException 503 if it is away
     */
    static void checkOnline(JimClient client) {
        if (client.hasEnded()) {
            throw new ProtocolException(Code.UNAVAILABLE, TEXTS.say("offline"));
        }
    }

    /**
     * The refusal of a message, or, if there is nobody of that name, which name was perhaps meant. If that is not known, the
     * server is asked, and a guess is shown later.
     */
    Response explain(Address to, Response refusal) {
        if (!refusal.code().equals(Code.NOT_FOUND)) {
            return refusal;
        }
        Address meant = users.guess(to, client);
        if (meant != null) {
            return new Response(refusal.code(), refusal.time(), noSuch(to, meant));
        }
        users.ask(client, () -> showGuess(to));
        return refusal;
    }

    private void showGuess(Address name) {
        Address meant = users.guess(name, client);
        if (meant != null) {
            display.print(noSuch(name, meant));
        }
    }

    /** Who or what is not there, and was perhaps meant as another. */
    String noSuch(Address name, Address meant) {
        return TEXTS.say(
                name.isRoom() ? "meant.room" : "meant", SafeText.of(name.toString()), SafeText.of(meant.toString()));
    }

    /** Whether the server names somebody as online or a contact. */
    boolean isThere(Address user) {
        users.await(client);
        return users.isKnown(user, client);
    }

    /** What was perhaps meant by the name of somebody who is not there; null if it is like no other. */
    @Nullable
    Address guess(Address name) {
        return users.guess(name, client);
    }

    /** There is no such command: says how the line could be said instead. */
    String noCommand(TypedLine typed, boolean hadSlash) {
        if (typed.isMode() || (hadSlash && typed.word().equalsIgnoreCase(TypedLine.MODE))) {
            return TEXTS.say("no-command.mode");
        }
        String none = typed.kind() == Kind.TEXT ? "" : TEXTS.say("no-command", SafeText.of(typed.word()));
        ConsoleCommand meant = ConsoleCommand.like(typed.word().toLowerCase(Locale.ROOT));
        if (meant != null && meant.canHave(typed.rest())) {
            return none + " " + TEXTS.say("no-command.meant", meant.word());
        }
        String instead = hadSlash && typed.kind() != Kind.TEXT ? "" : waysToSay();
        return (none + " " + instead).strip() + " " + TEXTS.say("no-command.list");
    }

    /** There is no command of that word; says which one was perhaps meant, or how it is called here. */
    static String noSuchCommand(String word) {
        String typed = word.startsWith("/") ? word.substring(1) : word;
        if (typed.equalsIgnoreCase(TypedLine.MODE)) {
            return TEXTS.say("no-command.mode");
        }
        ConsoleCommand meant = ConsoleCommand.like(typed.toLowerCase(Locale.ROOT));
        return TEXTS.say("no-command", SafeText.of(typed))
                + (meant == null ? "" : " " + TEXTS.say("no-command.meant", meant.word()))
                + " "
                + TEXTS.say("no-command.list");
    }

    private String waysToSay() {
        users.await(client);
        List<Address> existing = users.existing(client);
        String room = first(existing, Address::isRoom);
        String user = first(existing, name -> !name.isRoom());
        if (room != null) {
            return TEXTS.say("say.room", room) + (user == null ? "" : " " + TEXTS.say("say.or-user", user));
        }
        return user == null ? TEXTS.say("say.nobody") : TEXTS.say("say.user", user);
    }

    private static @Nullable String first(List<Address> existing, Predicate<Address> kind) {
        return existing.stream()
                .filter(kind)
                .findFirst()
                .map(name -> SafeText.of(name.toString()))
                .orElse(null);
    }
}
