package chat.jim.server;

import chat.jim.cli.CommandLines;
import chat.jim.cli.Configuration;
import chat.jim.log.Audit;
import chat.jim.log.LogFiles;
import chat.jim.process.Failure;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.option.ConfigOptions;
import chat.jim.server.option.ServerLogOptions;
import chat.jim.server.service.Service;
import chat.jim.server.store.backup.Backups;
import chat.jim.text.Texts;
import chat.jim.tls.TlsServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the settings of a running server anew, from where it has read them at its start. They are used as a whole, or not at
 * all if one of them is wrong.
 */
final class Reload {
    /** What these say is used once, at the start. */
    static final Set<String> NEED_RESTART = Set.of(
            "port",
            "address",
            "cluster",
            "cluster-ca",
            "cluster-name",
            "data",
            "logs",
            "log-size",
            "log-total-size",
            "log-to",
            "lang",
            "mailbox",
            "max-waiting",
            "metrics");

    private static final Texts TEXTS = Texts.of(Reload.class);
    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    private final Server server;
    private final Monitoring monitoring;
    private final Service service;
    private final Path data;
    private final List<String> arguments;

    /** What was read last, so that a file that was there has to be there still. Guarded by this. */
    private Configuration configuration;

    /** The settings in use. Guarded by this. */
    private final Map<String, String> settings;

    /**
     * All that comes of settings, for a server that is running.
     *
     * @param certificate what is in the files of the certificate; null without TLS
     * @param settings see {@link ConfigOptions#values}
     */
    record Next(
            ServerConfig config,
            @Nullable TlsServer certificate,
            Backups.Plan backups,
            ServerLogOptions log,
            Map<String, String> settings) {}

    /**
     * How a reload has gone.
     *
     * @param isDone whether the settings are used now
     * @param sentences what has changed, or what is wrong
     */
    record Outcome(boolean isDone, List<String> sentences) {}

    /**
     * Reloads the settings of that server.
     *
     * @param data the folder of its data
     * @param started what it was started with
     */
    Reload(Server server, Monitoring monitoring, Service service, Path data, ServerMain started) {
        this.server = server;
        this.monitoring = monitoring;
        this.service = service;
        this.data = data;
        configuration = started.configuration();
        settings = started.settings();
        arguments = started.arguments();
    }

    /** Does it, and goes on in log files of the usual names, if others were renamed. From any thread. */
    synchronized Outcome run() {
        service.reloading();
        Outcome outcome = outcome();
        Audit.of("reload")
                .with("what", "settings")
                .with("result", outcome.isDone() ? "ok" : "failed")
                .write();
        monitoring.reloaded(outcome.isDone());
        service.reloaded(outcome.isDone());
        for (String sentence : outcome.sentences()) {
            if (outcome.isDone()) {
                LOG.info("{}", sentence);
            } else {
                LOG.error("{}", sentence);
            }
        }
        return outcome;
    }

    private Outcome outcome() {
        try {
            LogFiles.reopen();
            Configuration again = configuration.again();
            ServerMain read = new ServerMain();
            List<String> wrong = CommandLines.read(read, again, arguments.toArray(String[]::new));
            if (!wrong.isEmpty()) {
                return refused(wrong);
            }
            Outcome outcome = use(read.next(data));
            configuration = again;
            return outcome;
        } catch (Failure e) {
            return refused(List.of(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) { // a server with old settings is better than none
            LOG.error("The settings cannot be reloaded", e);
            return refused(List.of(TEXTS.say("reload.bug", e)));
        }
    }

    /** Looks at all of it before anything is used. */
    private Outcome use(Next next) {
        if (isWorse(next.certificate())) {
            throw new Failure(TEXTS.say("tls.expired"));
        }
        Set<String> waiting = new LinkedHashSet<>();
        Set<String> used = new LinkedHashSet<>();
        next.settings().forEach((key, value) -> {
            if (!Objects.equals(value, settings.get(key))) {
                (needsRestart(key, next.config()) ? waiting : used).add(key);
            }
        });
        Backups backups = server.backups();
        if (backups != null) {
            backups.use(next.backups());
        }
        server.use(next.config(), next.certificate());
        next.log().showAddresses();
        used.forEach(key -> settings.put(key, String.valueOf(next.settings().get(key))));
        List<String> sentences = new ArrayList<>();
        sentences.add(used.isEmpty() ? TEXTS.say("reload.nothing") : TEXTS.say("reload.used", String.join(", ", used)));
        if (!waiting.isEmpty()) {
            sentences.add(TEXTS.say("reload.restart", String.join(", ", waiting)));
        }
        return new Outcome(true, sentences);
    }

    /** Whether clients would refuse it, but not the one in use. */
    private boolean isWorse(@Nullable TlsServer certificate) {
        return certificate != null
                && server.context().config().tls() != null
                && server.hasValidCertificate()
                && !certificate.isValid(Instant.now());
    }

    private boolean needsRestart(String key, ServerConfig next) {
        boolean isTlsOther = (server.context().config().tls() == null) != (next.tls() == null);
        boolean isHistoryNew = !server.keepsHistory() && !next.history().isOff();
        return NEED_RESTART.contains(key)
                || (isTlsOther && key.startsWith("tls-"))
                || (isHistoryNew && key.startsWith("history"));
    }

    private static Outcome refused(List<String> reasons) {
        List<String> sentences = new ArrayList<>();
        sentences.add(TEXTS.say("reload.refused"));
        sentences.addAll(reasons);
        return new Outcome(false, sentences);
    }
}
