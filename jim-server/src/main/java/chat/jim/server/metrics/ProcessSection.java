package chat.jim.server.metrics;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process, and Java. */
final class ProcessSection {
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s*([0-9]+) kB");
    private static final Logger LOG = LoggerFactory.getLogger(ProcessSection.class);

    void write(Sheet sheet) {
        @Nullable String version = ProcessSection.class.getPackage().getImplementationVersion();
        Map<String, String> build = new LinkedHashMap<>();
        build.put("version", Objects.requireNonNullElse(version, "unknown"));
        build.put("java", Runtime.version().toString());
        sheet.info("jim_build_info", "Which server this is.", build);
        sheet.gauge(
                "jim_start_time_seconds",
                "When the server was started.",
                ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0);
        system(sheet);
        memory(sheet);
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        sheet.gauge(
                "jvm_memory_used_bytes",
                "What Java uses of the memory that it manages.",
                "area",
                Map.of(
                        "heap",
                        memory.getHeapMemoryUsage().getUsed(),
                        "nonheap",
                        memory.getNonHeapMemoryUsage().getUsed()));
        sheet.gauge(
                "jvm_memory_max_bytes",
                "What Java may use for objects.",
                Runtime.getRuntime().maxMemory());
        collections(sheet);
        sheet.gauge(
                "jvm_threads",
                "Threads of Java, without virtual ones.",
                ManagementFactory.getThreadMXBean().getThreadCount());
    }

    private static void system(Sheet sheet) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            sheet.gauge("process_open_fds", "Open file descriptors.", system.getOpenFileDescriptorCount());
            sheet.gauge(
                    "process_max_fds", "How many file descriptors there may be.", system.getMaxFileDescriptorCount());
            sheet.counter(
                    "process_cpu_seconds_total",
                    "The processor time that was used.",
                    system.getProcessCpuTime() / SECOND);
        }
    }

    /** Only where the system says it in a file. */
    private static void memory(Sheet sheet) {
        try (Stream<String> lines = Files.lines(STATUS, ISO_8859_1)) {
            lines.map(RESIDENT::matcher)
                    .filter(Matcher::matches)
                    .findFirst()
                    .ifPresent(line -> sheet.gauge(
                            "process_resident_memory_bytes",
                            "The memory that the process takes.",
                            1024.0 * Long.parseLong(line.group(1))));
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("The system does not say how much memory the process takes: {}", e.getMessage());
        }
    }

    private static void collections(Sheet sheet) {
        Map<String, Long> counts = new TreeMap<>();
        Map<String, Double> seconds = new TreeMap<>();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            counts.put(collector.getName(), collector.getCollectionCount());
            seconds.put(collector.getName(), collector.getCollectionTime() / 1000.0);
        }
        sheet.summary("jvm_gc_pause", "What Java's collector has done.", "gc", counts, seconds);
    }
}
