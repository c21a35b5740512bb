package chat.jim.server.process;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Java's heap as small as the server needs it. Java sizes it by the machine: a start alone leaves tens of megabytes
 * of garbage, and a burst of work hundreds, which stay until the next collection, perhaps for days.
 */
public final class SmallHeap {
    private static final Logger LOG = LoggerFactory.getLogger(SmallHeap.class);

    /** The settings that Java lets a program change, as {@code -XX} has them. */
    private static final Map<String, String> SETTINGS = Map.of(
            "MinHeapFreeRatio", "20",
            "MaxHeapFreeRatio", "50",
            "G1PeriodicGCInterval", String.valueOf(Duration.ofSeconds(30).toMillis()));

    private SmallHeap() {}

    /** Loads what this needs, and Java's management opens: later the jar may be replaced, or there may be no file left to open. */
    public static void load() {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        ManagementFactory.getOperatingSystemMXBean();
    }

    /** Gives back what the start has used, and from now on what a burst has used. Takes some 50 ms of a processor. */
    public static void settle() {
        try {
            HotSpotDiagnosticMXBean java = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            SETTINGS.forEach(java::setVMOption);
        } catch (IllegalArgumentException e) {
            LOG.debug("This Java has no such setting: {}", e.getMessage());
        }
        System.gc();
    }
}
