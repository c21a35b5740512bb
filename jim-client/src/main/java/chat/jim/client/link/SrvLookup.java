package chat.jim.client.link;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the DNS which servers offer a service in a domain: its SRV records (RFC 2782). May be used from any thread. */
public final class SrvLookup {
    private static final Logger LOG = LoggerFactory.getLogger(SrvLookup.class);
    private static final String RECORD = "SRV";

    /** In milliseconds, for the first question; the next one waits for twice as long. */
    private static final String FIRST_TRY = "500";

    private static final String TRIES = "2";

    private static final Pattern DOMAIN =
            Pattern.compile("(?i)(?!.*\\.(?:local|localhost)$)(?:[a-z0-9_-]+\\.)+(?!\\d+$)[a-z0-9-]+");

    /** A target in a form that can be shown and looked up; whoever owns the domain may write anything there. */
    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,5}) ([0-9]{1,5}) ([0-9]{1,5}) ([A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*)\\.");

    private static final int LARGEST_PORT = 65535;

    /** A server that the DNS names; of those with the same priority, more weight makes it the first more often. */
    record Target(int priority, int weight, String host, int port) {}

    private final @Nullable String dns;

    private SrvLookup(@Nullable String dns) {
        this.dns = dns;
    }

    /** Asks the servers that this machine asks. */
    public static SrvLookup ofSystem() {
        return new SrvLookup(null);
    }

    /** Asks that server, as in {@code dns://127.0.0.1:5353/}. */
    public static SrvLookup at(String dns) {
        return new SrvLookup(dns);
    }

    /** Whether a host may have such records: it is a name in the DNS, no IP address, and none of this machine or network. */
    static boolean mayKnow(String host) {
        return DOMAIN.matcher(host).matches();
    }

    /**
     * The servers in the order in which to try them. None are there if the domain says that it does not offer the service;
     * it is empty if there are no records, or none can be had. Waits for the answers of the DNS.
     *
     * @param domain one that it {@link #mayKnow}
     */
    Optional<List<Target>> find(String service, String domain) {
        if (!mayKnow(domain)) {
            return Optional.empty();
        }
        try {
            return targets(records(service + "." + domain + "."));
        } catch (NameNotFoundException e) {
            LOG.debug("There is no {} in {}", service, domain);
        } catch (NamingException e) {
            LOG.info("Cannot look for {} in {}: {}", service, domain, e.toString());
        }
        return Optional.empty();
    }

    /**
     * The danger of JNDI is in names that are URLs, which make it load another provider, and in its reading of objects. The
     * name here can be no URL, and attributes from the DNS are read as text.
     */
    @SuppressWarnings({"BanJNDI", "JdkObsolete"}) // JNDI wants a Hashtable
    private List<String> records(String name) throws NamingException {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put("com.sun.jndi.dns.timeout.initial", FIRST_TRY);
        environment.put("com.sun.jndi.dns.timeout.retries", TRIES);
        if (dns != null) {
            environment.put(Context.PROVIDER_URL, dns);
        }
        DirContext context = new InitialDirContext(environment);
        try {
            Attribute found = context.getAttributes(name, new String[] {RECORD}).get(RECORD);
            List<String> records = new ArrayList<>();
            for (int i = 0; found != null && i < found.size(); i++) {
                records.add(String.valueOf(found.get(i)));
            }
            return records;
        } finally {
            context.close();
        }
    }

    private static Optional<List<Target>> targets(List<String> records) {
        List<Target> targets =
                records.stream().flatMap(record -> target(record).stream()).toList();
        boolean refused = records.stream().anyMatch(record -> record.endsWith(" ."));
        return targets.isEmpty() && !refused
                ? Optional.empty()
                : Optional.of(inOrder(targets, ThreadLocalRandom.current()));
    }

    private static Optional<Target> target(String record) {
        Matcher form = FORM.matcher(record);
        int port = form.matches() ? Integer.parseInt(form.group(3)) : 0;
        return port == 0 || port > LARGEST_PORT
                ? Optional.empty()
                : Optional.of(new Target(
                        Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)), form.group(4), port));
    }

    /** By priority, and by chance among those with the same: one is the next as often as its share of their weight says. */
    static List<Target> inOrder(List<Target> targets, RandomGenerator random) {
        List<Target> left = new ArrayList<>(targets);
        left.sort(Comparator.comparingInt(Target::priority).thenComparingInt(Target::weight));
        return Stream.generate(() -> takeNext(left, random))
                .limit(targets.size())
                .toList();
    }

    /** As the RFC has it: those without weight stand first, and have a very small chance. */
    private static Target takeNext(List<Target> left, RandomGenerator random) {
        int priority = left.get(0).priority();
        int sum = left.stream()
                .filter(target -> target.priority() == priority)
                .mapToInt(Target::weight)
                .sum();
        int mark = random.nextInt(sum + 1);
        int next = 0;
        for (int weight = left.get(0).weight();
                weight < mark;
                weight += left.get(next).weight()) {
            next++;
        }
        return left.remove(next);
    }
}
