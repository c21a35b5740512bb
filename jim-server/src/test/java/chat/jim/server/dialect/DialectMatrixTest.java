package chat.jim.server.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import chat.jim.server.TestServer;
import chat.jim.server.dialect.Saying.Member;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * PROTOCOL.md, appendix: programs of all dialects are in one company, and each is written to in the form that it knows,
 * "one object a write" (section 1).
 */
class DialectMatrixTest {
    private static TestServer server;
    private static Company company;

    @BeforeAll
    static void everybody_talks_with_everybody() {
        server = TestServer.start();
        company = new Company(server.port());
        company.talk();
    }

    @AfterAll
    static void everybody_goes() {
        company.close();
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> a_message_comes_in_the_form_that_its_reader_knows() {
        return company.sayings().stream()
                .filter(saying -> saying.to() != null)
                .map(saying -> comes(saying, saying.to()));
    }

    @TestFactory
    Stream<DynamicTest> what_is_said_to_everybody_comes_in_the_form_that_each_knows() {
        return company.sayings().stream()
                .filter(saying -> saying.to() == null)
                .flatMap(saying -> company.seconds().stream().map(reader -> comes(saying, reader)));
    }

    private static DynamicTest comes(Saying saying, Member reader) {
        return dynamicTest(
                saying.from() + " to " + reader,
                () -> assertThat(company.heard(reader, saying)).containsExactly(company.heardBy(saying, reader)));
    }

    @TestFactory
    Stream<DynamicTest> nothing_else_comes() {
        return Stream.concat(company.firsts().stream(), company.seconds().stream())
                .map(member -> dynamicTest(
                        "to " + member,
                        () -> assertThat(company.heard(member))
                                .containsExactlyInAnyOrderElementsOf(company.expected(member))));
    }

    /** A reader that the machine holds up for longer than the pace finds two; without the pace nearly all would. */
    @Test
    void one_read_gives_one_object() {
        int objects = 0;
        int wrong = 0;
        for (Member member : company.seconds()) {
            objects += company.heard(member).size();
            wrong += member.program().wrongReads();
        }

        assertThat(wrong).isLessThan(objects / 10);
    }
}
