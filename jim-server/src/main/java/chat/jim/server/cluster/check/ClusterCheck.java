package chat.jim.server.cluster.check;

import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineConfig;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.command.ClusterAccess;
import chat.jim.server.command.ClusterOptions;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.ExitCode;

/** Looks at all of a cluster: what NATS tells of itself, the streams, the servers. For one thread, and one run. */
final class ClusterCheck {
    private final Findings findings;

    /** One that tells those lines. */
    ClusterCheck(Consumer<String> lines) {
        findings = new Findings(lines);
    }

    /**
     * Looks at it, and returns the exit status.
     *
     * @param monitors where servers of NATS tell of themselves; empty if nobody said
     * @param scrubs whether all that is kept is read
     */
    int run(ClusterOptions options, List<String> monitors, boolean scrubs) throws InterruptedException {
        if (monitors.isEmpty()) {
            findings.note("check.nomonitor");
        } else {
            MonitorCheck monitor = new MonitorCheck(findings);
            for (String one : monitors) {
                monitor.run(one);
            }
        }
        EngineConfig config = ClusterAccess.config(options);
        try (Engine engine = Engine.open(config)) {
            checkAddresses(config);
            if (Bucket.exists(engine, "NODES")) {
                StreamCheck streams = new StreamCheck(engine, findings);
                streams.run();
                new NodeCheck(engine, findings).run();
                if (scrubs) {
                    new Scrub(engine, findings).run(streams.ours());
                }
            } else {
                findings.wrong("check.nochat", engine.cluster());
            }
        } catch (EngineException e) {
            findings.wrong("check.engine", NatsCheck.why(e, config));
        } catch (ProtocolException e) {
            findings.wrong("check.engine", String.valueOf(e.getMessage()));
        }
        return findings.hasWrong() ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private void checkAddresses(EngineConfig config) {
        NatsCheck.Faults faults = NatsCheck.faults(config);
        if (!faults.silent().isEmpty()) {
            findings.wrong("check.silent.addresses", faults.silent());
        }
        faults.refusals().forEach(sentence -> findings.wrong("check.engine", sentence));
    }
}
