package chat.jim.server.metrics;

import chat.jim.server.measure.Commits;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.Store;
import java.util.Map;
import java.util.TreeMap;

/** What is kept on the disk. */
final class StoreSection {
    private final Parts parts;

    StoreSection(Parts parts) {
        this.parts = parts;
    }

    void write(Sheet sheet) {
        Store store = parts.store();
        Commits commits = store.commits();
        sheet.histogram(
                "jim_store_commit_seconds",
                "How long a transaction took, with its flush to the disk.",
                commits.times());
        sheet.counter(
                "jim_store_changes_total", "Changes that were made, several in one transaction.", commits.changes());
        sheet.counter("jim_store_failures_total", "Changes that the disk or SQLite did not take.", commits.failures());
        sheet.gauge("jim_store_queue", "Changes that wait for the disk.", store.pending());
        Map<String, Long> bytes = new TreeMap<>(Map.of("db", store.bytes(), "wal", store.logBytes()));
        HistoryStore history = parts.history();
        if (history != null) {
            bytes.put("history", history.bytes());
            sheet.counter("jim_history_stored_total", "Messages that were kept in the history.", history.stored());
            sheet.counter(
                    "jim_history_dropped_total",
                    "Messages that could not be kept in the history, as on a full disk.",
                    history.dropped());
            sheet.gauge("jim_history_queue", "Messages that wait to be kept in the history.", history.pending());
        }
        sheet.gauge("jim_store_bytes", "What is in use on the disk, by the file.", "file", bytes);
    }
}
