package chat.jim.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.cli.CommandLines;
import chat.jim.client.cli.ClientMain;
import chat.jim.server.ServerMain;
import chat.jim.text.Language;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Whatever the programs say in English they say in Russian too. */
class TranslationTest {
    private static final Pattern CYRILLIC = Pattern.compile("\\p{IsCyrillic}");
    private static final Pattern SAID = Pattern.compile("\\.(say|count)\\(\\s*\"([^\"]+)\"\\s*[,)]");

    @AfterEach
    void backToEnglish() {
        Language.choose("en");
    }

    @ParameterizedTest
    @ValueSource(classes = {ClientMain.class, ServerMain.class, LauncherMain.class})
    void all_of_the_help_is_translated(Class<?> program) {
        Map<String, String> english = help(program, "en");
        Map<String, String> russian = help(program, "ru");

        assertThat(russian.keySet()).isEqualTo(english.keySet()).hasSizeGreaterThan(15);
        assertThat(russian).allSatisfy((what, text) -> assertThat(text).containsPattern(CYRILLIC));
        assertThat(english).allSatisfy((what, text) -> assertThat(text).doesNotContainPattern(CYRILLIC));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void each_text_is_translated_and_says_as_many_values(Path english) throws IOException {
        Map<String, String> texts = load(english);
        Map<String, String> translated = load(english.resolveSibling("texts_ru.properties"));

        assertThat(withoutFew(translated)).isEqualTo(texts.keySet());
        assertThat(translated).allSatisfy((key, text) -> {
            String original = texts.get(key.replaceFirst("\\.(one|few)$", ".many"));
            assertThat(values(text)).as(key).isEqualTo(values(original));
        });
        assertThat(translated.keySet().stream().filter(key -> key.endsWith(".many")))
                .allSatisfy(key -> assertThat(translated)
                        .containsKeys(key.replaceFirst("many$", "one"), key.replaceFirst("many$", "few")));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void each_text_that_the_program_says_is_there(Path english) throws IOException {
        Map<String, String> texts = load(english);
        Path sources = Path.of(english.getParent().toString().replace("resources", "java"));

        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher said = SAID.matcher(Files.readString(file));
                while (said.find()) {
                    String key = said.group(2) + (said.group(1).equals("count") ? ".many" : "");
                    assertThat(texts).as("%s", file).containsKey(key);
                }
            }
        }
    }

    private static List<Path> texts() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            return files.filter(file -> file.endsWith("texts.properties"))
                    .filter(file ->
                            file.toString().contains(Path.of("src", "main").toString()))
                    .toList();
        }
    }

    /** The keys but for the plural form that English has not. */
    private static Set<String> withoutFew(Map<String, String> texts) {
        return texts.keySet().stream().filter(key -> !key.endsWith(".few")).collect(Collectors.toSet());
    }

    private static Map<String, String> load(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(key -> key, properties::getProperty, (a, b) -> a, TreeMap::new));
    }

    private static List<String> values(String text) {
        return Pattern.compile("%[^ ]")
                .matcher(text)
                .results()
                .map(found -> found.group())
                .toList();
    }

    /** All that the help of a program and its commands says, by what it is about. */
    private static Map<String, String> help(Class<?> program, String language) {
        Language.choose(language);
        Map<String, String> help = new TreeMap<>();
        collect(CommandLines.of(program), help);
        return help;
    }

    private static void collect(CommandLine line, Map<String, String> help) {
        CommandSpec command = line.getCommandSpec();
        UsageMessageSpec usage = command.usageMessage();
        String name = command.qualifiedName();
        put(help, name + " synopsis", usage.synopsisHeading());
        for (int i = 0; i < usage.description().length; i++) {
            put(help, name + " description " + i, usage.description()[i]);
        }
        usage.exitCodeList().forEach((code, text) -> put(help, name + " exit " + code, text));
        put(help, name + " exit", usage.exitCodeListHeading());
        for (ArgSpec option : command.args()) {
            if (!option.hidden()) {
                put(help, name + " " + option.paramLabel() + option, String.join(" ", option.description()));
            }
        }
        for (ArgGroupSpec group : command.argGroups()) {
            put(help, name + " group " + group.headingKey(), group.heading());
        }
        if (!line.getSubcommands().isEmpty()) {
            put(help, name + " commands", usage.commandListHeading());
        }
        line.getSubcommands().values().forEach(sub -> collect(sub, help));
    }

    private static void put(Map<String, String> help, String what, String text) {
        if (text != null && !text.isEmpty()) {
            help.put(what, text);
        }
    }
}
