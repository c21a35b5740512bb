package chat.jim.server.command;

import chat.jim.cli.CommandLines;
import chat.jim.cli.Converters;
import chat.jim.codec.JsonLine;
import chat.jim.process.Failure;
import chat.jim.process.Stdio;
import chat.jim.server.control.ControlClient;
import chat.jim.server.control.RefusedException;
import chat.jim.server.control.Reply;
import chat.jim.text.Texts;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code jim-server admin}: questions and steers the server that is running. */
@Command(
        name = "admin",
        description = {
            "Questions and steers the server that is running, by the socket in its data folder.",
            "In a cluster, stats, log-level, reload, backup and drain are about this server; all else is about all servers."
        },
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = CommandLines.EXIT_STATUS,
        exitCodeList = {"0:done", "1:no server is running, or it has refused", "2:wrong usage"})
public final class AdminCommand {
    private static final Texts TEXTS = Texts.of(AdminCommand.class);
    private static final String FOR = "For how long, as in 10m or 2h.";

    @Spec
    private @Nullable CommandSpec command;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOptions help = new HelpOptions();

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print the answer as JSON, an object on each line.")
    private boolean json;

    /** For picocli. */
    public AdminCommand() {}

    @Command(name = "who", description = "Lists who is online, from where, in which rooms, and since when.")
    int who() {
        return table("who", Table.WHO);
    }

    @Command(name = "rooms", description = "Lists the open rooms.")
    int rooms() {
        return table("rooms", Table.ROOMS);
    }

    @Command(name = "mutes", description = "Lists who is muted on the whole server.")
    int mutes() {
        return table("mutes", Table.MUTES);
    }

    @Command(name = "bans", description = "Lists the addresses that are banned.")
    int bans() {
        return table("bans", Table.BANS);
    }

    @Command(
            name = "stats",
            description = "Shows what the server has counted: connections, messages, the store; what is 0 is left out.")
    int stats(
            @Option(names = "--prometheus", description = "Print all of it in the text format of Prometheus.")
                    boolean prometheus) {
        Reply reply = ask(request("stats"));
        List<String> page =
                reply.list().stream().map(entry -> entry.text("line")).toList();
        List<JsonLine> figures = figures(page);
        List<String> shown = prometheus ? page : Table.STATS.lines(figures);
        (json ? figures.stream().map(JsonLine::toString).toList() : shown).forEach(AdminCommand::print);
        tellNotes(reply);
        return 0;
    }

    /** The figures of the page, each with its name and its value; the steps of histograms would be too much. */
    private static List<JsonLine> figures(List<String> page) {
        return page.stream()
                .filter(line -> !line.startsWith("#") && !line.contains("_bucket{") && line.indexOf(' ') > 0)
                .map(line -> JsonLine.empty()
                        .with("name", line.substring(0, line.lastIndexOf(' ')))
                        .with("value", line.substring(line.lastIndexOf(' ') + 1)))
                .filter(figure -> !figure.text("value").matches("0(\\.0)?|NaN"))
                .toList();
    }

    @Command(
            name = "kick",
            description = "Ends all sessions of somebody. They may come back: see ban and account block.")
    int kick(
            @Parameters(paramLabel = "WHO", description = "The name.") String name,
            @Parameters(paramLabel = "REASON", arity = "0..*", description = "What they are told.") @Nullable
                    List<String> reason) {
        return done(request("kick").with("name", name).with("reason", joined(reason)));
    }

    @Command(
            name = "ban",
            description =
                    "Refuses connections from an address or a network, for good if nothing else is said, and ends those that there are.")
    int ban(
            @Parameters(
                            paramLabel = "ADDRESS[/BITS]",
                            description = "As in 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32.")
                    String network,
            @Option(names = "--for", paramLabel = "TIME", converter = Converters.TimeSpan.class, description = FOR)
                    @Nullable
                    Duration time,
            @Parameters(index = "1..*", paramLabel = "REASON", arity = "0..*", description = "What they are told.")
                    @Nullable
                    List<String> reason) {
        return done(timed(request("ban").with("network", network).with("reason", joined(reason)), time));
    }

    @Command(name = "unban", description = "Lets an address or a network connect again.")
    int unban(
            @Parameters(
                            paramLabel = "ADDRESS[/BITS]",
                            description = "As in 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32.")
                    String network) {
        return done(request("unban").with("network", network));
    }

    @Command(
            name = "mute",
            description =
                    "Keeps somebody from writing on the whole server for a while; with --for 0s lets them write again.")
    int mute(
            @Parameters(paramLabel = "WHO", description = "The name.") String name,
            @Option(
                            names = "--for",
                            paramLabel = "TIME",
                            required = true,
                            converter = Converters.TimeSpan.class,
                            description = FOR)
                    Duration time) {
        return done(timed(request("mute").with("name", name), time));
    }

    @Command(name = "notice", description = "Tells everybody who is online something.")
    int notice(@Parameters(paramLabel = "TEXT", arity = "1..*", description = "What.") List<String> text) {
        return done(request("notice").with("text", joined(text)));
    }

    @Command(
            name = "log-level",
            description =
                    "Has the log tell more (DEBUG, TRACE) or less (INFO, WARN, ERROR), until the server ends if nothing else is said.")
    int logLevel(
            @Parameters(paramLabel = "LEVEL", description = "How much.") String level,
            @Option(names = "--for", paramLabel = "TIME", converter = Converters.TimeSpan.class, description = FOR)
                    @Nullable
                    Duration time) {
        return done(timed(request("log-level").with("level", level), time));
    }

    @Command(name = "reload", description = "Has the server read its settings anew, as SIGHUP does.")
    int reload() {
        return done(request("reload"));
    }

    @Command(name = "backup", description = "Has the server make a backup now, as the command backup does.")
    int backup() {
        return done(request("backup"));
    }

    @Command(
            name = "drain",
            description = "Tells everybody that the server ends, lets nobody new in, and ends it when all have gone.")
    int drain(
            @Option(
                            names = "--in",
                            paramLabel = "TIME",
                            defaultValue = "5m",
                            converter = Converters.TimeSpan.class,
                            description = "When it ends at the latest (default: ${DEFAULT-VALUE}).")
                    Duration time,
            @Parameters(paramLabel = "TEXT", arity = "0..*", description = "What they are told.") @Nullable
                    List<String> text) {
        return done(timed(request("drain").with("text", joined(text)), time));
    }

    private static JsonLine request(String action) {
        return JsonLine.empty().with("action", action);
    }

    private static String joined(@Nullable List<String> words) {
        return words == null ? "" : String.join(" ", words);
    }

    /** Less than a second is a second. */
    private static JsonLine timed(JsonLine request, @Nullable Duration time) {
        return time == null
                ? request
                : request.with("seconds", time.plusMillis(999).toSeconds());
    }

    private int done(JsonLine request) {
        Reply reply = ask(request);
        print(
                json
                        ? JsonLine.empty()
                                .with("alert", reply.sentence().toString())
                                .toString()
                        : reply.sentence().toString());
        return 0;
    }

    private int table(String action, Table table) {
        Reply reply = ask(request(action));
        if (json) {
            reply.list().forEach(entry -> print(entry.toString()));
        } else {
            table.lines(reply.list()).forEach(AdminCommand::print);
        }
        tellNotes(reply);
        return 0;
    }

    /** They are no part of the list that another program may read. */
    private static void tellNotes(Reply reply) {
        reply.notes().forEach(note -> Stdio.err().println(note));
    }

    private static void print(String line) {
        Stdio.output().printResult(line);
    }

    private Reply ask(JsonLine request) {
        DataFolder folder = AccountCommand.folderOf(Objects.requireNonNull(command));
        try (ControlClient server = ControlClient.connect(folder.directory())) {
            if (server == null) {
                throw new Failure(TEXTS.say("admin.noserver", folder.directory()));
            }
            return server.ask(request);
        } catch (RefusedException e) {
            throw new Failure(e.sentence().toString());
        } catch (EOFException e) {
            throw new Failure(TEXTS.say("admin.gone"));
        } catch (IOException e) {
            throw new Failure(TEXTS.say("admin.unreachable", folder.directory(), Failure.reason(e)));
        }
    }
}
