package chat.jim.server;

import chat.jim.process.Failure;
import chat.jim.process.Timer;
import chat.jim.server.health.Health;
import chat.jim.server.metrics.Endpoint;
import chat.jim.server.metrics.Page;
import chat.jim.server.metrics.Parts;
import chat.jim.server.option.MetricsOptions;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.backup.Backups;
import chat.jim.text.Texts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a running server shows of itself to whoever watches it. */
final class Monitoring {
    private static final Texts TEXTS = Texts.of(Monitoring.class);
    private static final Logger LOG = LoggerFactory.getLogger(Monitoring.class);

    private final Parts parts;
    private final Health health;
    private final Supplier<@Nullable String> unready;
    private final Timer storeTimer;

    /** How many accounts there were when they were counted last: whoever asks for it must not wait for the store. */
    private volatile int accounts;

    /** Whether the settings were of use when they were read last, and when that was. */
    private volatile boolean reloadUsed = true;

    private volatile long reloadTime = System.currentTimeMillis();

    /**
     * That of a server with these parts.
     *
     * @param unready why nobody should come now, as a sentence; null if everybody may
     * @param storeTimer for what waits for the store
     */
    Monitoring(Parts parts, Health health, Supplier<@Nullable String> unready, Timer storeTimer) {
        this.parts = parts;
        this.health = health;
        this.unready = unready;
        this.storeTimer = storeTimer;
    }

    /** The settings were read again; that was of use or not. */
    void reloaded(boolean used) {
        reloadUsed = used;
        reloadTime = System.currentTimeMillis();
    }

    /** Whether the server does its work. */
    Health health() {
        return health;
    }

    /** Where that is shown; null if nowhere. */
    static @Nullable Endpoint endpoint(@Nullable InetSocketAddress place) {
        try {
            return place == null ? null : new Endpoint(place);
        } catch (IOException e) {
            throw new Failure(TEXTS.say("metrics.taken", MetricsOptions.shown(place), String.valueOf(e.getMessage())));
        }
    }

    /** Shows there, unless that is nowhere, what the server counts and how it is; returns the page. Call this once. */
    Page showAt(@Nullable Endpoint endpoint, Backups backups) {
        Page page = page(backups);
        if (endpoint != null) {
            endpoint.start(page, health, unready);
        }
        return page;
    }

    private Page page(Backups backups) {
        countAccounts(parts.store().accounts());
        storeTimer.every(
                TimeUnit.MINUTES.toNanos(1), () -> countAccounts(parts.store().accounts()));
        return Page.of(parts)
                .gauge("jim_accounts", "Accounts that exist, counted once a minute.", () -> accounts)
                .gauge(
                        "jim_backup_last_success_timestamp_seconds",
                        "When the last backup was made.",
                        () -> seconds(backups.newest()))
                .gauge(
                        "jim_backup_last_duration_seconds",
                        "How long that took.",
                        () -> last(backups, made -> made.took().toMillis() / 1000.0))
                .gauge("jim_backup_last_bytes", "How large it is.", () -> last(backups, Backups.Result::bytes))
                .gauge(
                        "jim_config_last_reload_successful",
                        "1 if the settings were used when they were read last; 0 if they were wrong.",
                        () -> reloadUsed ? 1 : 0)
                .gauge(
                        "jim_config_last_reload_timestamp_seconds",
                        "When the settings were read last.",
                        () -> reloadTime / 1000.0)
                .gauge(
                        "jim_healthy",
                        "1 if the server does its work; 0 if not, and then /healthz says why.",
                        () -> health.trouble() == null ? 1 : 0)
                .gauge(
                        "jim_ready",
                        "1 if somebody who comes now is let in; 0 if not, and then /readyz says why.",
                        () -> unready.get() == null ? 1 : 0);
    }

    private static double seconds(@Nullable Instant time) {
        return time == null ? Double.NaN : time.getEpochSecond();
    }

    /** No number if there is none yet. */
    private static double last(Backups backups, ToDoubleFunction<Backups.Result> part) {
        Backups.Result last = backups.last();
        return last == null ? Double.NaN : part.applyAsDouble(last);
    }

    private void countAccounts(Accounts all) {
        try {
            accounts = all.count();
        } catch (StoreException e) {
            LOG.debug("The accounts cannot be counted now: {}", e.getMessage());
        }
    }
}
