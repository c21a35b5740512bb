package chat.jim.server.metrics;

import chat.jim.protocol.action.Verb;
import chat.jim.server.account.Passwords;
import chat.jim.server.measure.Measures;
import chat.jim.server.measure.Traffic.Kind;
import chat.jim.server.measure.Usage;
import chat.jim.server.session.ServerContext;
import java.util.Map;

/** What is asked, said and answered. */
final class TrafficSection {
    private static final String SENT = "200";
    private static final String KEPT = "202";

    private final Measures measures;
    private final Passwords passwords;

    TrafficSection(ServerContext context) {
        measures = context.measures();
        passwords = context.passwords();
    }

    void write(Sheet sheet) {
        Usage usage = measures.usages().sum();
        long sent = usage.of(Kind.ANSWERED_SENT);
        long kept = usage.of(Kind.ANSWERED_KEPT);
        Map<String, Long> requests = measures.requests().sums();
        requests.merge(Verb.MSG.word(), sent + kept, Long::sum);
        sheet.counter("jim_requests_total", "Requests that were answered.", "action", requests);
        Map<String, Long> responses = measures.responses().sums();
        responses.merge(SENT, sent, Long::sum);
        responses.merge(KEPT, kept, Long::sum);
        sheet.counter("jim_responses_total", "The answers to them.", "code", responses);
        sheet.counter(
                "jim_messages_total",
                "Messages that were passed on or kept.",
                "to",
                Map.of("user", usage.of(Kind.TO_USER), "room", usage.of(Kind.TO_ROOM)));
        sheet.counter(
                "jim_deliveries_total",
                "How often a message was handed over; to somebody with several sessions, once.",
                usage.of(Kind.DELIVERY));
        sheet.counter(
                "jim_mailbox_stored_total",
                "Messages that were put into a mailbox, since nobody was there to read them.",
                usage.of(Kind.KEPT));
        sheet.counter("jim_received_bytes_total", "Bytes that were read, without those of TLS.", usage.received());
        sheet.counter("jim_sent_bytes_total", "Bytes that were written, without those of TLS.", usage.sent());
        sheet.counter(
                "jim_flood_delays_total",
                "Pauses for peers that had sent too much.",
                measures.delays().sum());
        sheet.histogram(
                "jim_password_hash_seconds",
                "How long the hash of a password took, without its wait for a processor.",
                passwords.hashTimes());
        sheet.gauge(
                "jim_password_hash_queue",
                "Hashes that are being made, or wait for a processor.",
                passwords.unfinishedHashes());
    }
}
