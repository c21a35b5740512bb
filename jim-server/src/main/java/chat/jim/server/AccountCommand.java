package chat.jim.server;

import chat.jim.process.CommandLines;
import chat.jim.process.Failure;
import chat.jim.process.PasswordOption;
import chat.jim.process.Stdio;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.account.Account;
import chat.jim.server.account.Accounts;
import chat.jim.server.account.Passwords;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;

/** The command {@code jim-server account}: what the operator does with accounts, also while the server runs. */
@Command(
        name = "account",
        description = "Adds, changes and lists accounts. The server may be running: it takes notice within a second.",
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = CommandLines.EXIT_STATUS,
        exitCodeList = {"0:done", "1:no such account, or the accounts cannot be read or written", "2:wrong usage"})
final class AccountCommand {
    private static final String NAME = "The account's name.";

    @ParentCommand
    private @Nullable ServerMain server;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    AccountCommand() {}

    @Command(name = "add", description = "Makes an account. Asks for its password.")
    int add(@Parameters(paramLabel = "NAME", description = NAME) String name, @Mixin PasswordOption password) {
        Address address = address(name);
        if (address.isReserved()) {
            throw new Failure("The name " + address + " is reserved: choose another one.");
        }
        try (Accounts accounts = open()) {
            if (accounts.find(address) != null || !accounts.add(address, hash(password))) {
                throw new Failure("There is an account " + address + " already.");
            }
        }
        return said("The account " + address + " is made.");
    }

    @Command(name = "passwd", description = "Gives an account a new password.")
    int passwd(@Parameters(paramLabel = "NAME", description = NAME) String name, @Mixin PasswordOption password) {
        return change(
                name,
                (accounts, address) ->
                        accounts.find(address) != null && accounts.setPasswordHash(address, hash(password)),
                "has a new password");
    }

    @Command(name = "block", description = "Keeps an account from coming online; who is online with it is sent away.")
    int block(@Parameters(paramLabel = "NAME", description = NAME) String name) {
        return change(name, (accounts, address) -> accounts.setBlocked(address, true), "is blocked");
    }

    @Command(name = "unblock", description = "Lets a blocked account come online.")
    int unblock(@Parameters(paramLabel = "NAME", description = NAME) String name) {
        return change(name, (accounts, address) -> accounts.setBlocked(address, false), "is not blocked");
    }

    @Command(name = "remove", description = "Removes an account with all that is kept of it; the name is free then.")
    int remove(@Parameters(paramLabel = "NAME", description = NAME) String name) {
        return change(name, Accounts::remove, "is removed");
    }

    @Command(name = "list", description = "Lists the accounts, a line each.")
    int list() {
        try (Accounts accounts = open()) {
            for (Account account : accounts.list()) {
                Stdio.out().println(account.name() + (account.blocked() ? " (blocked)" : ""));
            }
        }
        return 0;
    }

    private int change(String name, BiPredicate<Accounts, Address> change, String result) {
        Address address = address(name);
        try (Accounts accounts = open()) {
            if (!change.test(accounts, address)) {
                throw new Failure("There is no account " + address + ": see which there are with account list.");
            }
        }
        return said("The account " + address + " " + result + ".");
    }

    private Accounts open() {
        return Objects.requireNonNull(server).openAccounts();
    }

    private static String hash(PasswordOption password) {
        return new Passwords().hash(password.fromFileOrKeyboard());
    }

    private static Address address(String name) {
        try {
            return Address.account(name);
        } catch (ProtocolException e) {
            throw new Failure(e.sentence());
        }
    }

    private static int said(String sentence) {
        Stdio.out().println(sentence);
        return 0;
    }
}
