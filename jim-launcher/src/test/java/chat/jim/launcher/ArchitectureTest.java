package chat.jim.launcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house: who may know whom, and how large a file may be. */
class ArchitectureTest {
    private static final int LONGEST_FILE = 250;
    private static final String MAINS = ".*(Main|Command|Options)(\\$.*)?";
    private static final String COMPILERS_OWN = ".*\\$\\d+";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("chat.jim");

    @Test
    void dependencies_run_one_way() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("chat.jim..")
                .layer("wire")
                .definedBy("chat.jim.wire")
                .layer("protocol")
                .definedBy("chat.jim.protocol")
                .layer("dialect")
                .definedBy("chat.jim.dialect")
                .layer("net")
                .definedBy("chat.jim.net")
                .layer("log")
                .definedBy("chat.jim.log")
                .layer("process")
                .definedBy("chat.jim.process")
                .layer("server")
                .definedBy("chat.jim.server..")
                .layer("client")
                .definedBy("chat.jim.client..")
                .layer("launcher")
                .definedBy("chat.jim.launcher..")
                .whereLayer("launcher")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("client")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("server")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("wire")
                .mayOnlyBeAccessedByLayers("protocol", "dialect", "net", "server", "client", "launcher")
                .whereLayer("protocol")
                .mayOnlyBeAccessedByLayers("dialect", "server", "client", "launcher")
                .whereLayer("dialect")
                .mayOnlyBeAccessedByLayers("server")
                .whereLayer("net")
                .mayOnlyBeAccessedByLayers("server", "client", "launcher")
                .whereLayer("process")
                .mayOnlyBeAccessedByLayers("server", "client", "launcher")
                .whereLayer("log")
                .mayOnlyBeAccessedByLayers("process", "server", "client")
                .check(CLASSES);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("chat.jim.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void jackson_is_known_to_the_protocol_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("chat.jim.protocol")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("tools.jackson..")
                .check(CLASSES);
    }

    @Test
    void the_database_is_known_to_the_store_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("chat.jim.server.store")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.sqlite..")
                .check(CLASSES);
    }

    @Test
    void the_password_hash_is_known_to_the_accounts_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("chat.jim.server.account")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.password4j..")
                .check(CLASSES);
    }

    @Test
    void the_line_editor_is_known_to_the_console_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("chat.jim.client.console")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jline..")
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
        return noClasses().that().haveNameNotMatching(MAINS).and().resideOutsideOfPackage("chat.jim.process");
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
    void no_file_is_longer_than_250_lines() throws IOException {
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
