package chat.jim.server;

import chat.jim.cli.CommandLines;
import chat.jim.cli.Configuration;
import chat.jim.log.Audit;
import chat.jim.log.LogFiles;
import chat.jim.process.Failure;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.option.ConfigOptions;
import chat.jim.server.service.Service;
import chat.jim.server.store.backup.Backups;
import chat.jim.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
    private final Configuration configuration;
    private final List<String> arguments;

    /** The settings in use, and those that would be after a restart. Guarded by this. */
    private Map<String, String> settings;

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
     * @param settings those that it was started with, see {@link ConfigOptions#values}
     * @param arguments the rest of its command line
     */
    Reload(
            Server server,
            Monitoring monitoring,
            Service service,
            Configuration configuration,
            Map<String, String> settings,
            List<String> arguments) {
        this.server = server;
        this.monitoring = monitoring;
        this.service = service;
        this.configuration = configuration;
        this.settings = settings;
        this.arguments = List.copyOf(arguments);
    }

    /** Does it, and goes on in log files of the usual names, if others were renamed. From any thread. */
    synchronized Outcome run() {
        service.reloading();
        LogFiles.reopen();
        ServerMain next = new ServerMain();
        List<String> wrong = CommandLines.read(next, configuration.again(), arguments.toArray(String[]::new));
        Outcome outcome = wrong.isEmpty() ? use(next) : refused(wrong);
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

    private Outcome use(ServerMain next) {
        ServerConfig config;
        try {
            config = next.config();
        } catch (Failure e) {
            return refused(List.of(String.valueOf(e.getMessage())));
        }
        List<String> waiting = new ArrayList<>();
        List<String> used = new ArrayList<>();
        next.settings().forEach((key, value) -> {
            if (!Objects.equals(value, settings.get(key))) {
                (NEED_RESTART.contains(key) ? waiting : used).add(key);
            }
        });
        Backups backups = server.backups();
        if (backups != null) {
            backups.use(next.backupPlan());
        }
        if (!server.use(config)) {
            used.removeIf(key -> key.startsWith("tls-"));
            waiting.add("tls");
        }
        next.serverLog().showAddresses();
        settings = next.settings();
        List<String> sentences = new ArrayList<>();
        sentences.add(used.isEmpty() ? TEXTS.say("reload.nothing") : TEXTS.say("reload.used", String.join(", ", used)));
        if (!waiting.isEmpty()) {
            sentences.add(TEXTS.say("reload.restart", String.join(", ", waiting)));
        }
        return new Outcome(true, sentences);
    }

    private static Outcome refused(List<String> reasons) {
        List<String> sentences = new ArrayList<>();
        sentences.add(TEXTS.say("reload.refused"));
        sentences.addAll(reasons);
        return new Outcome(false, sentences);
    }
}
