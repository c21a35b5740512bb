package chat.jim.server.cluster.check;

import chat.jim.cli.CommandLines;
import chat.jim.process.Stdio;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.command.ClusterAccess;
import chat.jim.server.command.ClusterOptions;
import chat.jim.text.Texts;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code jim-server cluster}: looks whether a cluster is as it should be. */
@Command(
        name = "cluster",
        description = "Looks at the servers that form one chat, and at NATS, where they meet.",
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = CommandLines.EXIT_STATUS,
        exitCodeList = {"0:all is as it should be", "1:something is not, or cannot be reached", "2:wrong usage"})
public final class ClusterCommand {
    private static final Texts TEXTS = Texts.of(ClusterCommand.class);

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
                    List<String> monitors)
            throws InterruptedException {
        ClusterOptions options = ClusterOptions.of(Objects.requireNonNull(command));
        if (!options.isOn()) {
            throw options.wrong(TEXTS.say("check.nocluster"));
        }
        Findings findings = new Findings(line -> Stdio.output().printResult(line));
        if (monitors == null) {
            findings.note("check.nomonitor");
        } else {
            MonitorCheck monitor = new MonitorCheck(findings);
            for (String one : monitors) {
                monitor.run(one.strip());
            }
        }
        try (Engine engine = Engine.open(ClusterAccess.config(options))) {
            if (engine.hasStream("KV_" + engine.cluster() + "_NODES")) {
                new StreamCheck(engine, findings).run();
                new NodeCheck(engine, findings).run();
            } else {
                findings.wrong("check.nochat", engine.cluster());
            }
        } catch (EngineException | ProtocolException e) {
            findings.wrong("check.engine", String.valueOf(e.getMessage()));
        }
        return findings.hasWrong() ? ExitCode.SOFTWARE : ExitCode.OK;
    }
}
