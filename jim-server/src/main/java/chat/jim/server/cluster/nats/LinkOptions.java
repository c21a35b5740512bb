package chat.jim.server.cluster.nats;

import chat.jim.server.cluster.key.Credentials;
import chat.jim.server.cluster.nats.EngineException.Reason;
import chat.jim.text.Texts;
import chat.jim.tls.TlsClient;
import chat.jim.tls.TlsException.Problem;
import io.nats.client.AuthHandler;
import io.nats.client.AuthenticationException;
import io.nats.client.Options;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** How one connection is made: to whom, with TLS or without, and as whom. Knows afterwards why there is none. */
final class LinkOptions implements EngineLog.Notes {
    private static final Texts TEXTS = Texts.of(LinkOptions.class);

    /** How the engine says that the permissions of a user lack something. */
    private static final Pattern FORBIDDEN =
            Pattern.compile("permissions violation for (\\w+) to \"([^\"]+)\"", Pattern.CASE_INSENSITIVE);

    private final EngineConfig config;
    private final Collection<String> servers;
    private final EngineLog log;

    /** What has gone wrong with TLS; null if nothing has. Written by the thread of the callbacks. */
    private volatile @Nullable Exception fault;

    /** The first thing that this server may not do there, as a sentence; null if nothing is known. Written by the thread of the callbacks. */
    private volatile @Nullable String forbidden;

    LinkOptions(EngineConfig config, Collection<String> servers, EngineLog log) {
        this.config = config;
        this.servers = servers;
        this.log = log;
    }

    /** Those that this class decides. */
    Options.Builder builder() {
        Options.Builder options =
                Options.builder().servers(servers.toArray(String[]::new)).errorListener(log.noting(this));
        if (config.isSecured()) {
            options.sslContext(Objects.requireNonNullElseGet(config.trust(), TlsClient::trustingSystem)
                    .context());
        }
        if (config.credentials() != null) {
            options.authHandler(new Signing(config.credentials()));
        } else if (config.user() != null && config.password() != null) {
            options.userInfo(config.user().toCharArray(), config.password().toCharArray());
        }
        return options;
    }

    @Override
    public void onError(String error) {
        Matcher found = FORBIDDEN.matcher(error);
        if (forbidden == null && found.find()) {
            boolean isPublish = found.group(1).equalsIgnoreCase("publish");
            String key = isPublish ? "nats.forbidden.publish" : "nats.forbidden.subscribe";
            forbidden = TEXTS.say(key, found.group(2), config.cluster());
        }
    }

    /** What the user of this server may not do, as a sentence; null if the engine has refused nothing so far. */
    @Nullable
    String forbidden() {
        return forbidden;
    }

    @Override
    public void onException(Exception exception) {
        Exception before = fault;
        boolean isKnown = before != null && TlsClient.distrust(before) != null;
        if (!isKnown && (TlsClient.distrust(exception) != null || isOfTls(exception))) {
            fault = exception; // another one may follow, which says less
        }
    }

    private static boolean isOfTls(Exception exception) {
        if (exception instanceof SSLException) {
            return true;
        }
        String message = String.valueOf(exception.getMessage()).toUpperCase(Locale.ROOT);
        return message.contains("SSL") || message.contains("TLS");
    }

    /** Shows the engine who this is. */
    private record Signing(Credentials credentials) implements AuthHandler {
        @Override
        public byte[] sign(byte[] nonce) {
            return credentials.sign(nonce);
        }

        @Override
        public char[] getID() {
            return credentials.id().toCharArray();
        }

        @Override
        public char @Nullable [] getJWT() {
            return credentials.jwt() == null ? null : credentials.jwt().toCharArray();
        }
    }

    /** The engine has refused this server. */
    EngineException refusal(AuthenticationException e) {
        String key = config.credentials() != null
                ? "nats.refused.key"
                : config.user() != null ? "nats.refused.password" : "nats.refused.nobody";
        return new EngineException(Reason.REFUSED, TEXTS.say(key), e);
    }

    /** There is no connection. */
    EngineException failure(IOException e) {
        String at = String.join(", ", servers);
        Exception seen = fault;
        if (seen == null) {
            return new EngineException(Reason.NOT_SENT, TEXTS.say("nats.unreachable", at), e);
        }
        Problem distrust = TlsClient.distrust(seen);
        String key = distrust != null ? distrusted(distrust) : config.isSecured() ? "nats.plain" : "nats.tls";
        return new EngineException(Reason.REFUSED, TEXTS.say(key, at), seen);
    }

    private static String distrusted(Problem why) {
        return switch (why) {
            case EXPIRED -> "nats.expired";
            case WRONG_NAME -> "nats.othername";
            default -> "nats.untrusted";
        };
    }
}
