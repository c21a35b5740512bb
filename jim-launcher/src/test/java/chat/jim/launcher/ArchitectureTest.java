package chat.jim.launcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house: which package may use which, and how large packages and files may be. */
class ArchitectureTest {
    private static final int LONGEST_FILE = 300;
    private static final String ROOT = "chat.jim.";
    private static final String MAINS = ".*(Main|Command|Options)(\\$.*)?";
    private static final String COMPILERS_OWN = ".*\\$\\d+";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("chat.jim");

    /**
     * What each package may use besides itself, below {@code chat.jim}. A row names only packages of rows above it: so no
     * import runs back up, and there is no cycle.
     */
    private static final Map<String, String> MAY_USE = rows("""
            fault
            wire
            protocol.name
            protocol         protocol.name wire
            protocol.action  protocol wire
            codec            protocol protocol.action wire
            text
            dialect          codec protocol protocol.action text wire
            tls
            log
            thread           fault log
            net              log thread tls wire
            process.input    text
            process          fault process.input text
            settings         process text
            cli              log process settings text
            server.process   fault log process
            server.config    dialect protocol text tls
            server.measure   protocol protocol.action
            server.store     log protocol server.measure wire
            server.store.file    server.store
            server.store.sql     server.store server.store.file
            server.store.schema  server.store server.store.sql
            server.store.sqlite  process protocol server.measure server.store server.store.file server.store.schema server.store.sql wire
            server.cluster.key  text
            server.cluster.nats  codec fault log protocol server.cluster.key text tls
            server.store.jetstream  codec process protocol server.cluster.nats server.measure server.store wire
            server.store.month   codec log protocol protocol.action server.store server.store.file server.store.sql wire
            server.store.history  log process protocol server.store server.store.file server.store.month server.store.sql wire
            server.store.backup  log server.store server.store.file server.store.month server.store.schema server.store.sql
            server.store.repair  protocol server.store server.store.backup server.store.file server.store.schema server.store.sql server.store.sqlite
            server.store.transfer  protocol server.store
            server.cluster.node  codec fault process protocol server.cluster.nats server.store.file text
            server.health    server.store
            server.service   process server.health
            server.list  codec protocol wire
            server.peer      codec dialect net protocol protocol.action server.measure server.store text wire
            server.limit     log net protocol server.config server.store wire
            server.mailbox   net protocol server.config server.limit server.peer server.store thread wire
            server.history   codec process protocol protocol.action server.config server.peer server.store wire
            server.room  protocol server.config server.list server.peer server.store wire
            server.routing  net protocol protocol.action server.history server.limit server.list server.mailbox server.measure server.peer server.room server.store wire
            server.cluster.bus  server.cluster.nats server.cluster.node
            server.cluster.history  codec log protocol protocol.action server.cluster.bus server.cluster.nats server.store server.store.history thread wire
            server.cluster.name  codec process protocol server.cluster.bus server.cluster.nats server.cluster.node server.routing server.store thread
            server.cluster.message  codec dialect log net protocol protocol.action server.cluster.bus server.cluster.name server.cluster.nats server.cluster.node server.history server.mailbox server.measure server.peer server.routing server.store thread wire
            server.cluster.splice  fault log net process protocol server.cluster.bus server.cluster.nats server.routing thread wire
            server.cluster.visitor  codec dialect log net process protocol protocol.action server.cluster.bus server.cluster.nats server.cluster.node server.history server.peer server.store wire
            server.cluster.room  codec dialect net process protocol protocol.action server.cluster.bus server.cluster.message server.cluster.name server.cluster.nats server.cluster.node server.cluster.visitor server.history server.peer server.room server.routing server.store thread wire
            server.cluster  codec net process protocol server.cluster.bus server.cluster.history server.cluster.message server.cluster.name server.cluster.nats server.cluster.node server.cluster.room server.cluster.splice server.history server.list server.mailbox server.peer server.routing server.store\
             server.store.history thread
            server.account  dialect log net process protocol protocol.action server.config server.limit server.list server.measure server.peer server.routing server.store wire
            server.moderation  log protocol protocol.action server.config server.limit server.list server.peer server.room server.routing server.store wire
            server.accept    codec log net process protocol server.config server.limit server.measure server.peer tls wire
            server.request  codec dialect protocol protocol.action server.account server.config server.history server.limit server.list server.moderation server.peer server.room server.routing server.store wire
            server.session   codec dialect fault log net protocol protocol.action server.account server.config server.history server.limit server.mailbox server.measure server.moderation server.peer server.request server.room server.routing server.store thread wire
            server.metrics   dialect process protocol protocol.action server.account server.config server.health server.measure server.peer server.room server.routing server.session server.store
            server.control   codec process protocol text
            server.admin     codec dialect log process protocol server.control server.limit server.measure server.peer server.room server.routing server.session server.store wire
            server.option    cli dialect log process protocol server.config server.store.backup server.store.sqlite text thread tls
            server.command   cli codec log process protocol protocol.action server.account server.cluster.key server.cluster.nats server.config server.control server.option server.store server.store.backup server.store.file server.store.history server.store.jetstream server.store.repair server.store.schema server.store.sqlite server.store.transfer text tls wire
            server.cluster.check  cli codec log process protocol protocol.action server.cluster.key server.cluster.nats server.cluster.node server.command text wire
            server           cli codec log net process protocol server.accept server.account server.cluster server.cluster.check server.cluster.nats server.cluster.node server.cluster.splice server.command server.config server.health server.history server.limit server.mailbox\
             server.admin server.control server.measure server.metrics server.moderation server.option server.peer server.process server.request server.room server.routing server.service server.session\
             server.store server.store.backup server.store.file server.store.history server.store.jetstream text thread tls wire
            client.text      protocol protocol.action text
            client.personal  process protocol text
            client.link      net process text tls
            client.old       codec dialect net process protocol protocol.action wire
            client.past      codec protocol protocol.action text wire
            client           client.link client.old client.past client.text codec log net process protocol protocol.action text tls wire
            client.terminal  client.personal process protocol text
            client.screen    client.past client.terminal client.text codec process protocol protocol.action text
            client.command   client client.past client.screen client.terminal process protocol protocol.action text
            client.recall    client client.past client.personal client.screen client.text process protocol protocol.action text wire
            client.pipe      client client.past client.recall client.screen client.text log process protocol protocol.action text
            client.archive   client client.command client.past client.personal client.screen client.text process protocol protocol.action text
            client.moderation  client client.command client.past client.screen client.text protocol protocol.action text
            client.sending   client client.command client.recall client.screen client.terminal client.text log process protocol protocol.action text
            client.console   client client.archive client.command client.moderation client.past client.personal client.recall client.screen client.sending client.terminal client.text log process protocol protocol.action text
            client.cli       cli client client.link client.console client.past client.personal client.pipe client.recall client.screen client.terminal client.text log process protocol text tls
            launcher.process process text
            launcher.window  launcher.process process text
            launcher.bench   codec net process protocol protocol.action text thread wire
            launcher.bench.hostile  launcher.bench process text
            launcher         cli launcher.bench launcher.bench.hostile launcher.process launcher.window process text
            """);

    private static final int MOST_TYPES = 12;

    private static Map<String, String> rows(String table) {
        Map<String, String> rows = new LinkedHashMap<>();
        table.lines().map(line -> line.split(" +", 2)).forEach(row -> rows.put(row[0], row.length == 1 ? "" : row[1]));
        return rows;
    }

    @Test
    void each_package_has_its_row_and_no_row_names_one_below() {
        Set<String> packages = CLASSES.stream().map(ArchitectureTest::room).collect(Collectors.toSet());
        Set<String> above = new HashSet<>();

        MAY_USE.forEach((room, uses) -> {
            assertThat(uses.isEmpty() ? Set.<String>of() : Set.of(uses.split(" ")))
                    .as(room)
                    .isSubsetOf(above);
            above.add(room);
        });
        assertThat(above).isEqualTo(packages);
    }

    @Test
    void imports_run_one_way() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            Set<String> allowed = Set.of((MAY_USE.getOrDefault(room(type), "") + " " + room(type))
                    .trim()
                    .split(" +"));
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(used -> used.getPackageName().startsWith(ROOT) && !allowed.contains(room(used)))
                    .forEach(used -> wrong.add(room(type) + " uses " + room(used) + ": " + type.getSimpleName()
                            + " uses " + used.getSimpleName()));
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void a_package_has_at_most_12_types() {
        Map<String, Long> types = CLASSES.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));

        assertThat(types).allSatisfy((room, count) -> assertThat(count).as(room).isLessThanOrEqualTo(MOST_TYPES));
    }

    /** The package of a class, without what all have in common. */
    private static String room(JavaClass type) {
        return type.getPackageName().substring(ROOT.length());
    }

    @Test
    void jackson_is_known_to_the_codec_and_the_dialects_and_its_annotations_to_the_records() {
        isKnownOnlyTo("tools.jackson..", "chat.jim.codec", "chat.jim.dialect");
        isKnownOnlyTo("com.fasterxml.jackson..", "chat.jim.codec", "chat.jim.protocol..");
    }

    @Test
    void the_database_is_known_to_the_sqlite_store_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "chat.jim.server.store.file",
                        "chat.jim.server.store.schema",
                        "chat.jim.server.store.sql",
                        "chat.jim.server.store.sqlite",
                        "chat.jim.server.store.month",
                        "chat.jim.server.store.backup",
                        "chat.jim.server.store.repair")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.sqlite..")
                .check(CLASSES);
    }

    @Test
    void the_engine_of_a_cluster_is_known_to_its_access_alone() {
        isKnownOnlyTo("io.nats..", "chat.jim.server.cluster.nats");
    }

    @Test
    void the_password_hash_is_known_to_the_accounts_alone() {
        isKnownOnlyTo("com.password4j..", "chat.jim.server.account");
    }

    @Test
    void the_line_editor_is_known_to_the_terminal_alone() {
        isKnownOnlyTo("org.jline..", "chat.jim.client.terminal");
    }

    private static void isKnownOnlyTo(String library, String... owners) {
        noClasses()
                .that()
                .resideOutsideOfPackages(owners)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    @Test
    void picocli_is_known_to_the_mains_alone() {
        noClassesButTheMains()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(CLASSES);
    }

    @Test
    void standard_streams_are_known_to_the_mains_alone() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .accessField(System.class, "in")
                .check(CLASSES);
        noClassesButTheMains()
                .should()
                .dependOnClassesThat()
                .haveSimpleName("Stdio")
                .check(CLASSES);
    }

    private static GivenClassesConjunction noClassesButTheMains() {
        return noClasses()
                .that()
                .haveNameNotMatching(MAINS)
                .and()
                .resideOutsideOfPackages("chat.jim.process", "chat.jim.cli");
    }

    @Test
    void classes_are_final() {
        classes()
                .that()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .haveNameNotMatching(COMPILERS_OWN)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(CLASSES);
    }

    @Test
    void no_file_is_longer_than_300_lines() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            List<Path> sources = files.filter(ArchitectureTest::isOurs).toList();

            assertThat(sources).hasSizeGreaterThan(50);
            assertThat(sources)
                    .allSatisfy(file ->
                            assertThat(Files.readAllLines(file)).as("%s", file).hasSizeLessThanOrEqualTo(LONGEST_FILE));
        }
    }

    /** What a build has generated, as it does for the benchmarks, lies in {@code target}. */
    private static boolean isOurs(Path file) {
        return file.toString().endsWith(".java")
                && !file.startsWith(Path.of("..", file.getName(1).toString(), "target"));
    }
}
