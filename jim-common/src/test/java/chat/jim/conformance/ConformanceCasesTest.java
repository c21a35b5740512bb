package chat.jim.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The cases are about what PROTOCOL.md says. */
class ConformanceCasesTest {
    @Test
    void each_case_quotes_its_section_of_the_protocol() throws IOException {
        String protocol = Files.readString(Path.of("PROTOCOL.md"));

        Conformance.sections().forEach(section -> {
            int start = protocol.indexOf("## " + section.title());
            assertThat(start).as(section.title()).isNotNegative();
            int end = protocol.indexOf("\n## ", start + 1);
            String text = protocol.substring(start, end < 0 ? protocol.length() : end);
            assertThat(section.cases())
                    .isNotEmpty()
                    .allSatisfy(one -> assertThat(text).contains(one.quote()));
        });
    }

    @Test
    void each_case_has_a_name_of_its_own() {
        Conformance.sections().forEach(section -> {
            Set<String> names = new HashSet<>();
            assertThat(section.cases())
                    .allSatisfy(one ->
                            assertThat(names.add(one.name())).as(one.name()).isTrue());
        });
    }

    @Test
    void there_are_more_than_250_cases() {
        assertThat(Conformance.sections()
                        .mapToInt(section -> section.cases().size())
                        .sum())
                .isGreaterThan(250);
    }
}
