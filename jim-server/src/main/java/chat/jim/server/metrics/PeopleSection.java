package chat.jim.server.metrics;

import chat.jim.dialect.Family;
import chat.jim.server.measure.Measures;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.Peer;
import chat.jim.server.routing.Directory;
import chat.jim.server.session.ConnectionHandler;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The connections, and who is there. */
final class PeopleSection {
    private final Parts parts;
    private final Measures measures;

    PeopleSection(Parts parts) {
        this.parts = parts;
        measures = parts.context().measures();
    }

    void write(Sheet sheet) {
        connections(sheet);
        sheet.gauge(
                "jim_connections_max",
                "How many connections the server takes at most.",
                parts.context().config().access().maxConnections());
        sheet.counter(
                "jim_connections_total",
                "Connections that have begun.",
                measures.connections().sum());
        sheet.counter(
                "jim_connections_refused_total",
                "Connections that were refused, since there was no room, or since they have failed to begin TLS.",
                "reason",
                measures.refusals().sums());
        sheet.counter(
                "jim_disconnects_total",
                "Connections that have ended; kicked ones were replaced by another session, or had to go.",
                "reason",
                measures.endings().sums());
        users(sheet);
        sheet.gauge(
                "jim_rooms_open",
                "Rooms that exist, with people in them or without.",
                parts.context().rooms().count());
        sheet.counter(
                "jim_logins_total",
                "Attempts to come online; refused are those of names that need a password or are not allowed.",
                "result",
                measures.logins().sums());
        Supplier<Instant> end = parts.certificateEnd();
        if (end != null) {
            sheet.gauge(
                    "jim_tls_certificate_expiry_timestamp_seconds",
                    "Until when the certificate in use is valid.",
                    end.get().getEpochSecond());
        }
    }

    /** Looks at each connection once. */
    private void connections(Sheet sheet) {
        int login = 0;
        int online = 0;
        long waiting = 0;
        int most = 0;
        Map<String, Integer> dialects = new TreeMap<>(Map.of(Family.SPEC.word(), 0));
        for (ConnectionHandler connection : parts.connections()) {
            Peer peer = connection.peer();
            if (peer.name() == null) {
                login++;
            } else {
                online++;
                dialects.merge(peer.dialect().family().word(), 1, Integer::sum);
            }
            int bytes = connection.waitingBytes();
            waiting += bytes;
            most = Math.max(most, bytes);
        }
        sheet.gauge(
                "jim_connections",
                "Connections that are there, before their login or online.",
                "state",
                Map.of("login", login, "online", online));
        sheet.gauge("jim_peers", "Connections that are online, by the dialect of their program.", "dialect", dialects);
        sheet.gauge("jim_outbox_bytes", "What waits to be sent to all.", waiting);
        sheet.gauge("jim_outbox_max_bytes", "What waits for the one for whom most waits.", most);
    }

    private void users(Sheet sheet) {
        Directory directory = parts.context().directory();
        int guests = 0;
        int accounts = 0;
        for (Holder holder : (Iterable<Holder>) directory.holders()::iterator) {
            if (holder.count() > 0) {
                guests += holder.account() == null ? 1 : 0;
                accounts += holder.account() == null ? 0 : 1;
            }
        }
        sheet.gauge(
                "jim_users_online",
                "Names that are online; one with several sessions counts once.",
                "kind",
                Map.of("guest", guests, "account", accounts));
    }
}
