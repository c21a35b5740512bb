package chat.jim.server.cluster.nats;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the engine is, and as whom this server comes.
 *
 * @param servers {@code nats://} or {@code tls://} addresses of at least one of its servers; it tells of the others itself
 * @param cluster the name of the chat, with which all its streams and subjects begin
 * @param user null if the engine asks for none
 * @param password null if the engine asks for none
 */
public record EngineConfig(
        List<String> servers,
        String cluster,
        @Nullable String user,
        @Nullable String password) {
    /** What a chat is called if nobody says something else. */
    public static final String USUAL_NAME = "jim";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,32}");

    /**
     * Checks everything.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    public EngineConfig {
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException(
                    "Name at least one server of the engine, such as nats://127.0.0.1:4222.");
        }
        servers.forEach(EngineConfig::check);
        if (!NAME.matcher(cluster).matches()) {
            throw new IllegalArgumentException(
                    "The name of a cluster has 1 to 32 of the characters A-Z a-z 0-9 and -.");
        }
        if ((user == null) != (password == null)) {
            throw new IllegalArgumentException("Give the engine's user and password together, or neither.");
        }
    }

    private static void check(String server) {
        URI uri;
        try {
            uri = new URI(server);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("An address of the engine looks like nats://127.0.0.1:4222.", e);
        }
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "An address of the engine may not contain a password: others would see it.");
        }
        if (uri.getHost() == null || !("nats".equals(uri.getScheme()) || "tls".equals(uri.getScheme()))) {
            throw new IllegalArgumentException(
                    "An address of the engine looks like nats://127.0.0.1:4222 or tls://HOST:4222, not " + server
                            + ".");
        }
    }

    /** The same without the password. */
    @Override
    public String toString() {
        return "EngineConfig[" + String.join(",", servers) + ", " + cluster + "]";
    }
}
