package chat.jim.server.command;

import chat.jim.cli.CommandLines;
import chat.jim.cli.LogOptions;
import chat.jim.cli.PasswordOption;
import chat.jim.codec.Codec;
import chat.jim.log.Audit;
import chat.jim.process.Failure;
import chat.jim.process.Stdio;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.action.Action;
import chat.jim.protocol.action.Login;
import chat.jim.server.account.PasswordHasher;
import chat.jim.server.option.BackupOptions;
import chat.jim.server.option.ConfirmOptions;
import chat.jim.server.option.DataOptions;
import chat.jim.server.store.Account;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.text.Texts;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code jim-server account}: manages accounts, also while the server runs. */
@Command(
        name = "account",
        subcommands = ImportCommand.class,
        description = "Adds, changes and lists accounts. The server may be running: it is told. With"
                + " --cluster, those that the servers of a cluster share; each of them knows within ten seconds.",
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = CommandLines.EXIT_STATUS,
        exitCodeList = {"0:done", "1:no such account, or the accounts cannot be read or written", "2:wrong usage"})
public final class AccountCommand {
    private static final Texts TEXTS = Texts.of(AccountCommand.class);
    private static final String NAME = "The account's name.";

    @Spec
    private @Nullable CommandSpec command;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOptions help = new HelpOptions();

    /** For picocli. */
    public AccountCommand() {}

    @Command(name = "add", description = "Creates an account. Asks for its password.")
    int add(@Parameters(paramLabel = "NAME", description = NAME) String name, @Mixin PasswordOption password) {
        Address address = address(name);
        if (address.isReserved()) {
            throw new Failure(TEXTS.say("account.reserved", address));
        }
        return changed(store(), store -> {
            Accounts accounts = store.accounts();
            Account existing = accounts.find(address);
            if (existing != null || accounts.add(address, hash(address, password)) == null) {
                throw new Failure(TEXTS.say("account.exists", existing == null ? address : existing.name()));
            }
            audit("register", address);
            return TEXTS.say("account.made", address);
        });
    }

    @Command(name = "passwd", description = "Changes an account's password. Whoever is online with it stays online.")
    int passwd(@Parameters(paramLabel = "NAME", description = NAME) String name, @Mixin PasswordOption password) {
        return change(
                name,
                (accounts, account) -> accounts.setPasswordHash(account.key(), hash(account.name(), password)),
                "account.passwd",
                "passwd");
    }

    @Command(
            name = "block",
            description = "Keeps an account from coming online; whoever is online with it is disconnected.")
    int block(@Parameters(paramLabel = "NAME", description = NAME) String name) {
        return change(
                name, (accounts, account) -> accounts.setBlocked(account.name(), true), "account.blocked", "block");
    }

    @Command(name = "unblock", description = "Lets a blocked account come online.")
    int unblock(@Parameters(paramLabel = "NAME", description = NAME) String name) {
        return changed(existingStore(), store -> {
            Account account = existing(store.accounts(), name);
            boolean blocked = account.blocked();
            if (!store.accounts().setBlocked(account.name(), false)) {
                throw missing(name);
            }
            audit("unblock", account.name());
            return TEXTS.say(blocked ? "account.unblocked" : "account.notblocked", account.name());
        });
    }

    @Command(
            name = "operator",
            description = "Makes an account an operator: whoever is online with it may do everything in every room.")
    int operator(
            @Parameters(paramLabel = "NAME", description = NAME) String name,
            @Option(names = "--off", description = "Make it an account like any other again.") boolean off) {
        return changed(existingStore(), store -> {
            Account account = existing(store.accounts(), name);
            boolean was = store.profiles().of(account.key()).operator();
            if (!store.profiles().setOperator(account.name(), !off)) {
                throw missing(name);
            }
            audit(off ? "operator-off" : "operator", account.name());
            String not = was ? "operator.off" : "operator.not";
            return TEXTS.say(off ? not : "operator.on", account.name());
        });
    }

    @Command(name = "remove", description = "Removes an account and all its data; its name becomes free. Asks first.")
    int remove(@Parameters(paramLabel = "NAME", description = NAME) String name, @Mixin ConfirmOptions confirmation) {
        confirmation.check(Objects.requireNonNull(command).commandLine(), TEXTS.say("remove.noterminal", name));
        return changed(existingStore(), store -> {
            Account account = existing(store.accounts(), name);
            int messages = store.mail().count(account.key(), null).all();
            if (!confirmation.isGiven(TEXTS.count("remove.ask", messages, account.name()))) {
                throw new Failure(TEXTS.say("remove.kept", account.name()));
            }
            if (!store.accounts().remove(account.name())) {
                throw missing(name);
            }
            audit("remove", account.name());
            return TEXTS.say("account.removed", account.name());
        });
    }

    @Command(name = "list", description = "Lists the accounts, one per line.")
    int list() {
        return with(existingStore(), store -> {
            Set<AccountKey> operators = store.profiles().operators();
            return store.accounts().list().stream()
                    .map(account -> listed(account, operators.contains(account.key())))
                    .collect(Collectors.joining(System.lineSeparator()));
        });
    }

    private static String listed(Account account, boolean operator) {
        if (operator) {
            return TEXTS.say(account.blocked() ? "list.operator.blocked" : "list.operator", account.name());
        }
        return account.blocked()
                ? TEXTS.say("list.blocked", account.name())
                : account.name().toString();
    }

    private int change(String name, BiPredicate<Accounts, Account> change, String result, String event) {
        return changed(existingStore(), store -> {
            Account account = existing(store.accounts(), name);
            if (!change.test(store.accounts(), account)) {
                throw missing(name);
            }
            audit(event, account.name());
            return TEXTS.say(result, account.name());
        });
    }

    /** Notes in the audit file of the server who has changed an account. */
    static void audit(String event, Address account) {
        by(Audit.of(event).with("account", account)).write();
    }

    /** Adds to a line of the audit file who runs this command. */
    static Audit by(Audit event) {
        return event.with("by", System.getProperty("user.name")).with("sudo", System.getenv("SUDO_USER"));
    }

    static Account existing(Accounts accounts, String name) {
        Account account = find(accounts, name);
        if (account == null) {
            throw missing(name);
        }
        return account;
    }

    private static Failure missing(String name) {
        return new Failure(TEXTS.say("account.missing", name));
    }

    /** The account of that name. If this Java does not know its letters, it has to be spelled as in the list. */
    private static @Nullable Account find(Accounts accounts, String name) {
        try {
            return accounts.find(Address.account(name));
        } catch (ProtocolException e) {
            return accounts.list().stream()
                    .filter(account -> account.name().toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new Failure(e.sentence()));
        }
    }

    /** The same as {@link #with} for work that may change something, of which a server that runs has to know. */
    private int changed(Store store, Function<Store, String> work) {
        try {
            return with(store, work);
        } finally {
            folder().tellServer();
        }
    }

    /** Runs {@code work}, closes the store, and prints the result. */
    private int with(Store store, Function<Store, String> work) {
        try (store) {
            String result = work.apply(store);
            if (!result.isEmpty()) {
                Stdio.output().printResult(result);
            }
            return 0;
        } catch (StoreException e) {
            boolean isOfCluster =
                    ClusterOptions.of(Objects.requireNonNull(command)).isOn();
            throw e.reason() == StoreException.Reason.FULL
                    ? folder().cannotKeepAccounts(e)
                    : new Failure(TEXTS.say(
                            isOfCluster ? "cluster.unopened" : "accounts.failed", String.valueOf(e.getMessage())));
        }
    }

    /** What the accounts are in: of the servers of a cluster, or in the folder. */
    private Store store() {
        ClusterOptions cluster = ClusterOptions.of(Objects.requireNonNull(command));
        DataFolder folder = folder();
        return cluster.isOn() ? ClusterAccess.store(cluster, true) : folder.open();
    }

    /** The same if it must exist. */
    private Store existingStore() {
        ClusterOptions cluster = ClusterOptions.of(Objects.requireNonNull(command));
        DataFolder folder = folder();
        return cluster.isOn() ? ClusterAccess.store(cluster, false) : folder.openExisting();
    }

    private DataFolder folder() {
        return folderOf(Objects.requireNonNull(command));
    }

    /** The folder of a subcommand's server. Logs to the audit file only: a command tells everything to its user. */
    static DataFolder folderOf(CommandSpec command) {
        LogOptions.of(command).openAudit();
        Path data = DataOptions.of(command).directory();
        return new DataFolder(data, BackupOptions.of(command).folder(data), Stdio.err()::println);
    }

    /** The hash of a password, if a client can send that password. */
    private static String hash(Address name, PasswordOption option) {
        String password = option.fromFileOrKeyboard();
        try {
            PasswordHasher.checkNew(password);
            Codec.encode(new Action.Authenticate(Integer.MAX_VALUE, new Login(name, password)));
        } catch (ProtocolException e) {
            throw new Failure(TEXTS.say("password.unfit", e.sentence()));
        }
        return new PasswordHasher().hash(password);
    }

    private static Address address(String name) {
        try {
            return Address.account(name);
        } catch (ProtocolException e) {
            throw new Failure(e.sentence());
        }
    }
}
