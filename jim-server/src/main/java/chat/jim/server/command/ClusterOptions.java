package chat.jim.server.command;

import chat.jim.process.Environment;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The server's options about the other servers of its chat. This class knows nothing of those: a server that is alone loads
 * no class of a cluster.
 */
public final class ClusterOptions {
    private static final String USUAL_SCHEME = "nats://";

    @Option(
            names = "--cluster",
            paramLabel = "URL",
            split = ",",
            hidden = true,
            description = "The NATS server with JetStream in which this server meets the others of its chat, such as"
                    + " nats://10.0.0.1:4222, or several of them, separated by commas. A user and a password for it are"
                    + " in JIM_CLUSTER_USER and JIM_CLUSTER_PASSWORD.")
    private List<String> engines = List.of();

    @Option(
            names = "--cluster-name",
            paramLabel = "NAME",
            hidden = true,
            defaultValue = "jim",
            description =
                    "The name of the chat, if there are several at those NATS servers (default: ${DEFAULT-VALUE}).")
    private String name = "jim";

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** For picocli. */
    public ClusterOptions() {}

    /** Whether the server is one of several. */
    public boolean isOn() {
        return !engines.isEmpty();
    }

    /** The addresses of the engine's servers; those that say nothing else are like {@code nats://HOST:PORT}. */
    public List<String> engines() {
        return engines.stream()
                .map(String::strip)
                .map(engine -> engine.contains("://") ? engine : USUAL_SCHEME + engine)
                .toList();
    }

    /** The name of the chat. */
    public String name() {
        return name.strip();
    }

    /** Who this server is for the engine; null if it does not say. Never on the command line, where others could read it. */
    public @Nullable String user() {
        return Environment.get("JIM_CLUSTER_USER");
    }

    /** That user's password; null if there is none. */
    public @Nullable String password() {
        return Environment.get("JIM_CLUSTER_PASSWORD");
    }

    /** What is wrong with these options. */
    public ParameterException wrong(String sentence) {
        return new ParameterException(Objects.requireNonNull(command).commandLine(), sentence);
    }
}
