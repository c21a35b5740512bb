package chat.jim.server.cluster.nats;

import chat.jim.server.cluster.key.Credentials;
import chat.jim.text.Texts;
import chat.jim.tls.TlsClient;
import io.nats.client.support.ServerVersion;
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
 * @param credentials the key that shows who this server is; null if the engine asks for none
 * @param trust whom a certificate of the engine has to be from; null for whom Java trusts
 */
public record EngineConfig(
        List<String> servers,
        String cluster,
        @Nullable String user,
        @Nullable String password,
        @Nullable Credentials credentials,
        @Nullable TlsClient trust) {
    /** What a chat is called if nobody says something else. */
    public static final String USUAL_NAME = "jim";

    /** The oldest nats-server that is not known to lose what it has acknowledged, nor to give a name to two. */
    public static final String OLDEST = "2.12.3";

    private static final Texts TEXTS = Texts.of(EngineConfig.class);
    private static final int LAST_PORT = 65_535;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,32}");

    /**
     * Checks everything.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    public EngineConfig {
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw wrong("nats.none");
        }
        servers.forEach(EngineConfig::check);
        long secured = servers.stream().filter(EngineConfig::isSecured).count();
        if (secured != servers.size() && (secured != 0 || trust != null)) {
            throw wrong("nats.mixed");
        }
        if (!NAME.matcher(cluster).matches()) {
            throw wrong("nats.chat");
        }
        if ((user == null) != (password == null)) {
            throw wrong("nats.half");
        }
        if (user != null && credentials != null) {
            throw wrong("nats.both");
        }
    }

    /** With a user and a password at most, and the authorities that Java trusts. */
    public EngineConfig(List<String> servers, String cluster, @Nullable String user, @Nullable String password) {
        this(servers, cluster, user, password, null, null);
    }

    private static boolean isSecured(String server) {
        return server.startsWith("tls:");
    }

    /** The same with one of the addresses alone. */
    public EngineConfig at(String server) {
        return new EngineConfig(List.of(server), cluster, user, password, credentials, trust);
    }

    /** Whether everything goes there by TLS. */
    public boolean isSecured() {
        return isSecured(servers.get(0));
    }

    /** The servers on other machines to which everything goes in the clear. Asks no DNS. */
    public List<String> exposed() {
        return servers.stream()
                .filter(server ->
                        !isSecured(server) && !isHere(URI.create(server).getHost()))
                .toList();
    }

    private static boolean isHere(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    private static void check(String server) {
        URI uri;
        try {
            uri = new URI(server);
        } catch (URISyntaxException e) {
            throw wrong("nats.address", server);
        }
        if (uri.getUserInfo() != null) {
            throw wrong("nats.secret");
        }
        if (uri.getHost() == null || !("nats".equals(uri.getScheme()) || "tls".equals(uri.getScheme()))) {
            throw wrong("nats.address", server);
        }
        if (uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
            throw wrong("nats.port", server, LAST_PORT);
        }
    }

    private static IllegalArgumentException wrong(String key, Object... values) {
        return new IllegalArgumentException(TEXTS.say(key, values));
    }

    /** Whether a nats-server of that version can be used. */
    public static boolean isNewEnough(String version) {
        return new ServerVersion(version).compareTo(new ServerVersion(OLDEST)) >= 0;
    }

    /** The same without the password. */
    @Override
    public String toString() {
        return "EngineConfig[" + String.join(",", servers) + ", " + cluster + "]";
    }
}
