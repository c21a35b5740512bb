package chat.jim.launcher;

import chat.jim.cli.CommandLines;
import chat.jim.cli.Converters;
import chat.jim.launcher.bench.Load;
import chat.jim.launcher.bench.Plan;
import chat.jim.launcher.bench.Report;
import chat.jim.launcher.bench.Result;
import chat.jim.launcher.bench.ServerAddress;
import chat.jim.launcher.bench.hostile.HostileLoad;
import chat.jim.launcher.bench.hostile.HostilePlan;
import chat.jim.launcher.bench.hostile.HostileReport;
import chat.jim.launcher.process.Jars;
import chat.jim.launcher.process.TrialServer;
import chat.jim.process.Failure;
import chat.jim.process.Signals;
import chat.jim.process.Stdio;
import chat.jim.text.Texts;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code jim-launcher bench}: measures a server, and checks that it loses no messages. */
@Command(
        name = "bench",
        description = {
            "Measures a server: messages per second, how long they take, and whether any is lost.",
            "Guests send to each other as fast as the window allows. The progress is shown on stderr."
        },
        sortOptions = false,
        sortSynopsis = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = CommandLines.EXIT_STATUS,
        exitCodeList = {
            "0:nothing lost, doubled, out of order, changed, refused or unanswered; with --hostile: within the bound",
            "1:something was, or was over the bound; or it failed, or was stopped",
            "2:wrong usage"
        })
final class BenchCommand implements Callable<Integer> {
    private static final Texts TEXTS = Texts.of(BenchCommand.class);
    private static final int DEFAULT_PAIRS = 50;
    private static final int DEFAULT_SENDERS = 5;
    private static final int FAILED = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Spec
    private @Nullable CommandSpec command;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description = "Senders, each with a receiver of its own (default: " + DEFAULT_PAIRS + ").")
    private @Nullable Integer pairs;

    @Option(
            names = "--room",
            paramLabel = "M",
            defaultValue = "0",
            description =
                    "Instead of pairs: one room with this many members (default: ${DEFAULT-VALUE}, no room). A message"
                            + " is on the way until all others have it, and each delivery is counted.")
    private int room;

    @Option(
            names = "--senders",
            paramLabel = "K",
            description =
                    "How many of the room's members send (default: " + DEFAULT_SENDERS + ", or all of a smaller room).")
    private @Nullable Integer senders;

    @Option(
            names = "--window",
            paramLabel = "W",
            defaultValue = "64",
            description =
                    "Messages of each sender on the way at once (default: ${DEFAULT-VALUE}). With 1, the latency is"
                            + " that of a quiet chat; with many, mostly the time in the queue.")
    private int window;

    @Option(
            names = "--bytes",
            paramLabel = "B",
            defaultValue = "100",
            description = "The length of a message's text, 20 to 500 (default: ${DEFAULT-VALUE}).")
    private int bytes;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "5",
            description = "How long to measure (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warmup",
            paramLabel = "S",
            defaultValue = "2",
            description = "How long to send before that (default: ${DEFAULT-VALUE}).")
    private int warmup;

    @Option(
            names = "--server",
            paramLabel = "HOST:PORT",
            converter = HostAndPort.class,
            description =
                    "A running server that admits guests, and reads as fast as they send: with --flood-rate 0 (default: one"
                            + " that is started like this on this machine, and stopped afterwards).")
    private @Nullable ServerAddress server;

    @Option(names = "--json", description = "Print the result as one JSON object in one line.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @ArgGroup(validate = false, order = 1, headingKey = "heading.hostile", heading = "Against misuse:%n")
    private HostileOptions hostile = new HostileOptions();

    /** Whether a signal has come. */
    private volatile boolean stopped;

    @Override
    public Integer call() {
        return hostile.isAsked() ? watchBystander() : measureThroughput();
    }

    private int measureThroughput() {
        Plan plan = plan();
        PrintStream err = Stdio.err();
        Result result = atServer(own -> {
            ServerAddress where = server == null ? start(own) : server;
            return new Load(plan, where, server != null, own::cpu, line -> progress(line, err), PATIENCE).run();
        });
        if (result == null) {
            return FAILED;
        }
        Report report = new Report(result, server);
        Stdio.output().printResult(json ? report.json() : report.text());
        if (json && result.heldBack()) {
            err.println(report.flood());
        }
        if (result.refusal() != null) {
            err.println(TEXTS.say("bench.refusal", result.refusal()));
        }
        return result.losses().isNone() ? 0 : FAILED;
    }

    private int watchBystander() {
        if (room != 0 || pairs != null) {
            throw usage(TEXTS.say("bench.hostile"));
        }
        HostilePlan plan = checked(() -> hostile.plan(warmup, seconds));
        PrintStream err = Stdio.err();
        List<HostileReport.Row> rows = atServer(own -> {
            Supplier<ServerAddress> servers = () -> server == null ? start(own) : server;
            return new HostileLoad(plan, servers, line -> progress(line, err)).run();
        });
        if (rows == null) {
            return FAILED;
        }
        HostileReport report = new HostileReport(plan, rows, server);
        Stdio.output().printResult(json ? report.json() : report.text());
        return report.isFine() ? 0 : FAILED;
    }

    /** What was measured, with a server of its own that ends with the measurement; null if a signal came first. */
    private <T> @Nullable T atServer(Function<TrialServer, T> measurement) {
        TrialServer own = new TrialServer(Jars.besideThis());
        Signals signals = Signals.handle(() -> stop(own, Stdio.err()), FAILED);
        try (own) {
            return measurement.apply(own);
        } catch (Failure e) {
            if (stopped) {
                return null; // stop() has reported it
            }
            throw e;
        } finally {
            signals.close();
        }
    }

    private static ServerAddress start(TrialServer own) {
        return new ServerAddress(TrialServer.HOST, own.start());
    }

    private void progress(String line, PrintStream err) {
        if (!stopped) {
            err.println(line);
        }
    }

    private void stop(TrialServer own, PrintStream err) {
        stopped = true;
        err.println(TEXTS.say("bench.stopped"));
        own.close();
    }

    private Plan plan() {
        if (room != 0 && pairs != null) {
            throw usage(TEXTS.say("bench.both"));
        }
        if (room == 0 && senders != null) {
            throw usage(TEXTS.say("bench.noroom"));
        }
        int inPairs = Objects.requireNonNullElse(pairs, DEFAULT_PAIRS);
        int inRoom = Objects.requireNonNullElse(senders, Math.min(DEFAULT_SENDERS, Math.max(room, 1)));
        return checked(() -> new Plan(room, room == 0 ? inPairs : inRoom, window, bytes, warmup, seconds));
    }

    private <T> T checked(Supplier<T> plan) {
        try {
            return plan.get();
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(Objects.requireNonNull(command).commandLine(), sentence);
    }

    /** Reads a server's address, with IPv6 in brackets, from the command line. */
    static final class HostAndPort implements ITypeConverter<ServerAddress> {
        private static final Pattern FORM = Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([\\w.-]+)):(\\d+)");

        @Override
        public ServerAddress convert(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new TypeConversionException(TEXTS.say("server.wrong", text));
            }
            String host = form.group(1) == null ? form.group(2) : form.group(1);
            return new ServerAddress(host, new Converters.PortNumber().convert(form.group(3)));
        }
    }
}
