package chat.jim.launcher.bench.hostile;

import chat.jim.launcher.bench.Latencies;
import chat.jim.launcher.bench.ServerAddress;
import chat.jim.process.DaemonThreads;
import chat.jim.process.Failure;
import chat.jim.text.Texts;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs a plan: one row after the other, each with a crowd, a bystander and hostile peers of its own. For one thread, and one run. */
public final class HostileLoad {
    private static final Texts TEXTS = Texts.of(HostileLoad.class);

    /** How many seconds a message may still come after the measuring. */
    private static final int PATIENCE = 2;

    /** The same before it, when a server that is used again may still have the last row's requests to answer. */
    private static final int LONG_PATIENCE = 60;

    private final HostilePlan plan;
    private final Supplier<ServerAddress> servers;
    private final Consumer<String> progress;

    /**
     * Prepares a run.
     *
     * @param servers gives the server for the next row; with a new one for each, no row suffers from the one before
     * @param progress gets a line for each row, and one for whatever could not be had
     */
    public HostileLoad(HostilePlan plan, Supplier<ServerAddress> servers, Consumer<String> progress) {
        this.plan = plan;
        this.servers = servers;
        this.progress = progress;
    }

    /**
     * Runs the plan, after a calm row.
     *
     * @throws Failure there is no server
     */
    public List<HostileReport.Row> run() {
        List<HostileReport.Row> rows = new ArrayList<>();
        measure(Misuse.CALM, 0, rows);
        for (Misuse misuse : plan.misuses()) {
            for (int peers : plan.peers()) {
                measure(misuse, peers, rows);
            }
        }
        return rows;
    }

    private void measure(Misuse misuse, int peers, List<HostileReport.Row> rows) {
        ServerAddress server = servers.get();
        if (misuse == Misuse.CALM) {
            find(server);
        }
        try (Stage stage = new Stage(server, misuse)) {
            stage.gather(peers, plan.contacts());
            String shortage = stage.shortage();
            if (misuse.gathering() == Misuse.Gathering.ACCOUNTS && shortage != null) {
                progress.accept(TEXTS.say("hostile.noaccounts", misuse.label(), shortage));
                return;
            }
            HostileReport.Row row = measure(stage, peers);
            rows.add(row);
            progress.accept(row.text());
            if (shortage != null) {
                progress.accept(TEXTS.say(
                        "hostile.fewer",
                        misuse.label(),
                        stage.crowd().size(),
                        misuse.gathering().guests(),
                        shortage));
            }
            if (stage.crowd().lost() > 0) {
                progress.accept(
                        TEXTS.say("hostile.lost", misuse.label(), stage.crowd().lost()));
            }
        }
    }

    private void find(ServerAddress server) {
        try {
            new Wire(server).close();
        } catch (UnknownHostException e) {
            throw new Failure(TEXTS.say("nohost", server.host()));
        } catch (IOException e) {
            throw new Failure(TEXTS.say("noserver", server, String.valueOf(e.getMessage())));
        }
    }

    private HostileReport.Row measure(Stage stage, int peers) {
        List<HostilePeer> hostile = new ArrayList<>();
        Bystander.Times times;
        CompletableFuture<Bystander.Times> noise = new CompletableFuture<>();
        try (Echo echo = new Echo();
                Bystander control = Bystander.comeOnline(echo.address(), "control");
                Bystander bystander = Bystander.comeOnline(stage.server(), stage.name("bystander", 0))) {
            bystander.measure(plan.warmup(), LONG_PATIENCE);
            for (int i = 0; i < peers; i++) {
                hostile.add(new HostilePeer(stage, i));
            }
            DaemonThreads.start("control", noise, () -> control.measure(plan.seconds(), PATIENCE));
            times = bystander.measure(plan.seconds(), PATIENCE);
            noise.join();
        } catch (IOException e) {
            times = Bystander.Times.none(TimeUnit.MILLISECONDS.toNanos(Wire.PATIENCE_MILLIS));
            noise.complete(new Bystander.Times(new Latencies(), 0));
        } finally {
            hostile.forEach(HostilePeer::close);
        }
        long answered = hostile.stream().mapToLong(HostilePeer::answered).sum();
        return new HostileReport.Row(
                stage.misuse(),
                peers,
                times,
                noise.join().latencies(),
                answered,
                stage.crowd().size());
    }
}
