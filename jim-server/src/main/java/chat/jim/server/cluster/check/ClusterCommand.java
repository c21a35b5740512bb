package chat.jim.server.cluster.check;

import chat.jim.cli.CommandLines;
import chat.jim.log.LogFiles;
import chat.jim.process.Failure;
import chat.jim.process.Stdio;
import chat.jim.server.cluster.key.Credentials;
import chat.jim.server.command.ClusterOptions;
import chat.jim.text.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command {@code jim-server cluster}: looks whether a cluster is as it should be. The command line loads this class in every
 * server, also in one that is alone, so the work is elsewhere.
 */
@Command(
        name = "cluster",
        description = "Looks at the servers that form one chat, and at NATS, where they meet; makes their key.",
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = CommandLines.EXIT_STATUS,
        exitCodeList = {"0:all is as it should be", "1:something is not, or cannot be reached", "2:wrong usage"})
public final class ClusterCommand {
    private static final Texts TEXTS = Texts.of(ClusterCommand.class);

    private static final Pattern PAGE = Pattern.compile("https?://[^/?#\\s]+/*");

    @Spec
    private @Nullable CommandSpec command;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    /** For picocli. */
    public ClusterCommand() {}

    @Command(
            name = "check",
            description = "Says line by line what is as it should be, and what is not. Changes nothing.",
            exitCodeListHeading = CommandLines.EXIT_STATUS,
            exitCodeList = {"0:all is as it should be", "1:something is not, or cannot be reached", "2:wrong usage"})
    int check(
            @Option(
                            names = "--monitor",
                            paramLabel = "URL",
                            split = ",",
                            description =
                                    "Where a server of NATS tells of itself, such as http://127.0.0.1:8222, or several of"
                                            + " them, separated by commas: looks whether it writes to the disk at once, too.")
                    @Nullable
                    List<String> monitors,
            @Option(
                            names = "--scrub",
                            description =
                                    "Also read every waiting message and all else that the chat keeps in NATS, at each server that"
                                            + " has a copy: it becomes the leader of the stream for that.")
                    boolean scrubs)
            throws InterruptedException {
        ClusterOptions options = ClusterOptions.of(Objects.requireNonNull(command));
        if (!options.isOn()) {
            throw options.wrong(TEXTS.say("check.nocluster"));
        }
        List<String> pages = monitors == null
                ? List.of()
                : monitors.stream().map(String::strip).toList();
        for (String page : pages) {
            if (!PAGE.matcher(page).matches()) {
                throw options.wrong(TEXTS.say("check.monitor", page));
            }
        }
        LogFiles.close();
        return new ClusterCheck(line -> Stdio.output().printResult(line)).run(options, pages, scrubs);
    }

    @Command(
            name = "key",
            description =
                    "Makes the key of a chat's servers in a new file, which only its owner can read. Prints its public part,"
                            + " which the configuration of NATS wants as the nkey of a user; of a key that is there, too.",
            exitCodeListHeading = CommandLines.EXIT_STATUS,
            exitCodeList = {"0:done", "1:the file cannot be made or read, or something else is in it", "2:wrong usage"})
    int key(@Parameters(paramLabel = "FILE", description = "The file, for JIM_CLUSTER_CREDS.") Path file) {
        try {
            Credentials key = Files.exists(file) ? Credentials.read(file) : Credentials.ofNew(file);
            Stdio.output().printResult(key.id());
            return ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new Failure(TEXTS.say("key.unmade", file, Failure.reason(e)));
        }
    }
}
