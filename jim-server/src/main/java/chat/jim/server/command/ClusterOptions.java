package chat.jim.server.command;

import chat.jim.process.Environment;
import chat.jim.text.Texts;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The server's options about the other servers of its chat. This class knows nothing of those: a server that is alone loads
 * no class of a cluster.
 */
public final class ClusterOptions {
    private static final Texts TEXTS = Texts.of(ClusterOptions.class);
    private static final String USUAL_SCHEME = "nats://";

    private static final String SECURED_SCHEME = "tls://";

    @Option(
            names = "--cluster",
            paramLabel = "URL",
            split = ",",
            scope = ScopeType.INHERIT,
            description =
                    "Be one of several servers that form one chat. They meet in NATS with JetStream at this address, such"
                            + " as nats://10.0.0.1:4222 or tls://n1.example.org:4222, or at several, separated by commas. Who this"
                            + " server is there, say JIM_CLUSTER_USER and JIM_CLUSTER_PASSWORD, or JIM_CLUSTER_CREDS, a file with"
                            + " the seed of an NKey.")
    private List<String> engines = List.of();

    @Option(
            names = "--cluster-name",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The name of the chat, if there are several in that NATS (default: jim).")
    private @Nullable String name;

    @Option(
            names = "--cluster-ca",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Speak TLS with that NATS, and trust the certificates in this file (PEM), and no others.")
    private @Nullable Path authorities;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** For picocli. */
    public ClusterOptions() {}

    /** Those of the program that a subcommand belongs to: they may stand before it or behind it. */
    public static ClusterOptions of(CommandSpec command) {
        return (ClusterOptions)
                Objects.requireNonNull(command.root().mixins().get("cluster")).userObject();
    }

    /**
     * Whether the server is one of several.
     *
     * @throws ParameterException it is not, and another option says something about a cluster: alone, the server would have other
     *     accounts than was meant
     */
    public boolean isOn() {
        if (engines.isEmpty() && name != null) {
            throw wrong(TEXTS.say("cluster.alone", "--cluster-name"));
        }
        if (engines.isEmpty() && authorities != null) {
            throw wrong(TEXTS.say("cluster.alone", "--cluster-ca"));
        }
        return !engines.isEmpty();
    }

    /** That the environment says who a server is in a cluster, and nothing says that it is in one; null if that is not so. */
    public @Nullable String advice() {
        boolean isSomebody = credentials() != null || user() != null || password() != null;
        return isSomebody && !isOn() ? TEXTS.say("cluster.nobody") : null;
    }

    /** The addresses of the engine's servers; those that say nothing else are with TLS only if authorities are named. */
    public List<String> engines() {
        String scheme = authorities == null ? USUAL_SCHEME : SECURED_SCHEME;
        return engines.stream()
                .map(String::strip)
                .map(engine -> engine.contains("://") ? engine : scheme + engine)
                .toList();
    }

    /** The name of the chat. */
    public String name() {
        return name == null ? "jim" : name.strip();
    }

    /** Who this server is for the engine; null if it does not say. Never on the command line, where others could read it. */
    public @Nullable String user() {
        return Environment.get("JIM_CLUSTER_USER");
    }

    /** That user's password; null if there is none. */
    public @Nullable String password() {
        return Environment.get("JIM_CLUSTER_PASSWORD");
    }

    /** The file with the key that shows who this server is; null if there is none. */
    public @Nullable Path credentials() {
        String file = Environment.get("JIM_CLUSTER_CREDS");
        return file == null || file.isEmpty() ? null : Path.of(file);
    }

    /** The file with the certificates to trust; null for those that Java trusts. */
    public @Nullable Path authorities() {
        return authorities;
    }

    /** What is wrong with these options. */
    public ParameterException wrong(String sentence) {
        return new ParameterException(Objects.requireNonNull(command).commandLine(), sentence);
    }
}
