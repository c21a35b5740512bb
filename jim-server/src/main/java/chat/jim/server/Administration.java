package chat.jim.server;

import chat.jim.codec.JsonLine;
import chat.jim.process.Timer;
import chat.jim.protocol.Code;
import chat.jim.server.admin.AdminRequests;
import chat.jim.server.admin.BanRequests;
import chat.jim.server.admin.ChatRequests;
import chat.jim.server.admin.DrainRequests;
import chat.jim.server.admin.LogLevelRequests;
import chat.jim.server.admin.PeopleRequests;
import chat.jim.server.command.BackupCommand;
import chat.jim.server.control.ControlSocket;
import chat.jim.server.control.RefusedException;
import chat.jim.server.control.Reply;
import chat.jim.server.control.Sentence;
import chat.jim.server.metrics.Page;
import chat.jim.server.routing.Orders;
import chat.jim.server.routing.Others;
import chat.jim.server.session.ServerContext;
import chat.jim.server.store.backup.Backups;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the operator can ask of a running server, and the socket where that is asked. */
final class Administration {
    private static final Logger LOG = LoggerFactory.getLogger(Administration.class);

    private final Server server;
    private final Reload reload;
    private final Backups backups;
    private final Page page;

    private Administration(Server server, Reload reload, Backups backups, Page page) {
        this.server = server;
        this.reload = reload;
        this.backups = backups;
        this.page = page;
    }

    /** Opens the socket in the folder of the data. If that cannot be, the server runs without, and the log says so. Null then. */
    static @Nullable ControlSocket open(Path directory, Server server, Reload reload, Backups backups, Page page) {
        try {
            return ControlSocket.open(directory, requests(server, reload, backups, page));
        } catch (IOException | UnsupportedOperationException e) {
            server.watchAccounts();
            LOG.warn(
                    "No command admin can reach this server, since there is no socket in {}: {}",
                    directory,
                    e.getMessage());
            return null;
        }
    }

    /** What the operator can ask of that server, which from now on also does what those of other servers ask for. */
    static AdminRequests requests(Server server, Reload reload, Backups backups, Page page) {
        return new Administration(server, reload, backups, page).requests();
    }

    private AdminRequests requests() {
        ServerContext context = server.context();
        PeopleRequests people = people(context);
        BanRequests bans = bans(server);
        Others others = context.others();
        AdminRequests all = others == null
                ? ofServer(people, bans)
                : ofChat(new ChatRequests(people, bans, others.orders()), others.orders());
        return all.add("log-level", new LogLevelRequests(new Timer("log-level"))::set)
                .add("reload", this::reload)
                .add("backup", this::backUp)
                .add("accounts", this::lookAtAccounts)
                .add(
                        "drain",
                        new DrainRequests(people, server::drain, server.handlers()::isEmpty, others != null)::drain);
    }

    private AdminRequests ofServer(PeopleRequests people, BanRequests bans) {
        return new AdminRequests()
                .add("who", people::who)
                .add("rooms", people::rooms)
                .add("kick", people::kick)
                .add("mute", people::mute)
                .add("mutes", people::mutes)
                .add("notice", people::notice)
                .add("ban", bans::ban)
                .add("unban", bans::unban)
                .add("bans", bans::list)
                .add("stats", this::stats);
    }

    /** The operator of one of several servers deals with those at all of them, and those at the others with those here. */
    private AdminRequests ofChat(ChatRequests chat, Orders others) {
        AdminRequests forOthers = chat.forOthers();
        others.begin((request, from) -> ControlSocket.answer(forOthers, request, "the server at " + from));
        return new AdminRequests()
                .add("who", chat::who)
                .add("rooms", chat::rooms)
                .add("kick", chat::kick)
                .add("mute", chat::mute)
                .add("mutes", chat::mutes)
                .add("notice", chat::notice)
                .add("ban", chat::ban)
                .add("unban", chat::unban)
                .add("bans", chat::bans)
                .add("stats", chat.alone(this::stats));
    }

    static PeopleRequests people(ServerContext context) {
        return new PeopleRequests(
                context.directory(), context.rooms(), context.accounts(), context.mutes(), context.replies());
    }

    static BanRequests bans(Server server) {
        return new BanRequests(
                server.bans(), server.handlers(), server.context().replies());
    }

    private Reply reload(JsonLine request) {
        Reload.Outcome outcome = reload.run();
        Sentence said = Sentence.ofText(String.join("\n", outcome.sentences()));
        if (!outcome.isDone()) {
            throw new RefusedException(Code.CONFLICT, said);
        }
        return Reply.done(said);
    }

    /** The page of the metrics, line by line. */
    private Reply stats(JsonLine request) {
        return Reply.of(page.text()
                .lines()
                .map(line -> JsonLine.empty().with("line", line))
                .toList());
    }

    private Reply backUp(JsonLine request) {
        if (server.backups() == null) {
            throw RefusedException.of(Code.CONFLICT, "backup.cluster");
        }
        return BackupCommand.answer(backups.folder(), backups::run);
    }

    private Reply lookAtAccounts(JsonLine request) {
        server.accountWatch().changed();
        return Reply.of(List.of());
    }
}
