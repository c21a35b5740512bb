package chat.jim.client.command;

import chat.jim.client.command.ConsoleCommand.Argument;
import chat.jim.client.command.ConsoleCommand.Group;
import chat.jim.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the help says: of all commands a line each, of one command a page. */
public final class CommandHelp {
    private static final Texts TEXTS = Texts.of(CommandHelp.class);

    private CommandHelp() {}

    /** All commands, a line each below what they are about, and what the keys do. */
    public static List<String> all() {
        return Stream.concat(
                        Stream.of(Group.values()).flatMap(CommandHelp::part),
                        TEXTS.say("help.keys").lines())
                .toList();
    }

    private static Stream<String> part(Group group) {
        int width = Stream.of(ConsoleCommand.values())
                .mapToInt(command -> usage(command).length())
                .max()
                .orElse(0);
        return Stream.concat(
                Stream.of(TEXTS.say("help." + group.name().toLowerCase(Locale.ROOT))),
                Stream.of(ConsoleCommand.values())
                        .filter(command -> command.group() == group)
                        .map(command -> "  " + usage(command)
                                + " ".repeat(width - usage(command).length()) + "  " + does(command)));
    }

    /** What there is to say of the command of that word, perhaps with a slash; nothing if there is none. */
    public static List<String> page(String typed) {
        String word = typed.startsWith("/") ? typed.substring(1) : typed;
        ConsoleCommand command = ConsoleCommand.of(Shorthand.command(word));
        return command == null ? List.of() : page(command);
    }

    private static List<String> page(ConsoleCommand command) {
        String also = Stream.concat(command.aliases().stream(), Shorthand.of(command.word()))
                .collect(Collectors.joining(", "));
        boolean isOfRoom = command.group() == Group.ROOMS
                && (command.argument() == Argument.PERSON || command.argument() == Argument.SWITCH);
        String mayDo = mayDo(command);
        return Stream.of(
                        "  " + usage(command) + "  " + does(command),
                        also.isEmpty() ? null : TEXTS.say("help.also", also),
                        TEXTS.say("help.example", TEXTS.say("command." + command.word() + ".example")),
                        isOfRoom ? TEXTS.say("help.room") : null,
                        more(command),
                        mayDo == null ? null : TEXTS.say(mayDo))
                .flatMap(Stream::ofNullable)
                .toList();
    }

    /** What else there is to know; null if nothing. */
    private static @Nullable String more(ConsoleCommand command) {
        return switch (command) {
            case KICK -> TEXTS.say("help.kick");
            case BAN -> TEXTS.say("help.time", ConsoleCommand.UNBAN.word());
            case MUTE -> TEXTS.say("help.time", ConsoleCommand.UNMUTE.word());
            case GRANT -> TEXTS.say("help.grant");
            default -> null;
        };
    }

    /** The key of who may do that; null if everybody may. */
    private static @Nullable String mayDo(ConsoleCommand command) {
        return switch (command) {
            case TOPIC -> "help.topic";
            case INVITE, KICK, BAN, UNBAN, MUTE, UNMUTE -> "help.moderators";
            case GRANT, REVOKE -> "help.roles";
            case PRIVATE, MODERATED, KEEP -> "help.owners";
            case PASSWD, CONTACTS, ADD, REMOVE -> "help.accounts";
            default -> null;
        };
    }

    private static String usage(ConsoleCommand command) {
        return (command.word() + " " + TEXTS.say("command." + command.word() + ".arguments")).strip();
    }

    private static String does(ConsoleCommand command) {
        return TEXTS.say("command." + command.word());
    }
}
