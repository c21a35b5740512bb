package chat.jim.server.cluster.check;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.nats.EngineConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Objects;

/** What a server of the engine tells of itself by HTTP, which no client sees: above all, when it writes to the disk. */
final class MonitorCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long NANOS = Duration.ofSeconds(1).toNanos();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Findings findings;

    MonitorCheck(Findings findings) {
        this.findings = findings;
    }

    /** Asks one, such as {@code http://127.0.0.1:8222}. */
    void run(String monitor) throws InterruptedException {
        try {
            URI page = URI.create(monitor.replaceFirst("/+$", "") + "/varz");
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(page).timeout(PATIENCE).build(), BodyHandlers.ofString());
            read(monitor, JsonLine.of(answer.body()));
        } catch (ConnectException | HttpTimeoutException e) {
            findings.wrong("check.unreachable", monitor);
        } catch (IOException | ProtocolException | IllegalArgumentException e) {
            findings.wrong("check.strange", monitor);
        }
    }

    private void read(String monitor, JsonLine varz) {
        String name = Objects.requireNonNullElse(varz.optionalText("server_name"), monitor);
        String version = Objects.requireNonNullElse(varz.optionalText("version"), "?");
        JsonLine jetStream = varz.optionalObject("jetstream");
        JsonLine config = jetStream == null ? null : jetStream.optionalObject("config");
        if (!EngineConfig.isNewEnough(version)) {
            findings.wrong("check.old", name, version, EngineConfig.OLDEST);
        }
        if (jetStream == null || config == null) {
            findings.wrong("check.nojetstream", name);
            return;
        }
        if (config.flag("sync_always")) {
            JsonLine meta = jetStream.optionalObject("meta");
            findings.fine("check.synced", name, version, meta == null ? 1 : meta.number("cluster_size", 1));
        } else {
            findings.wrong("check.unsynced", name, version, config.number("sync_interval", 0) / NANOS);
        }
        if (!varz.flag("auth_required") && !isHere(String.valueOf(varz.optionalText("host")))) {
            findings.wrong("check.open", name);
        }
    }

    private static boolean isHere(String host) {
        return host.startsWith("127.") || host.equals("localhost") || host.equals("::1");
    }
}
