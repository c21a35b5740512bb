package chat.jim.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuessTest {
    private static final List<Address> EXISTING = Stream.of("#tea", "#ops", "bob", "Carol", "tom", "anna", "#боты")
            .map(Address::of)
            .toList();

    @ParameterizedTest
    @CsvSource({
        "tea, #tea",
        "#bob, bob",
        "ops, #ops",
        "bbo, bob",
        "bobb, bob",
        "#te, ",
        "#tee, #tea",
        "carlo, Carol",
        "caroline, ",
        "ana, anna",
        "и, ",
        "ищи, bob",
        "боты, #боты"
    })
    void it_is_what_differs_by_the_hash_or_by_a_slip(String typed, String meant) {
        assertThat(Guess.of(Address.of(typed), EXISTING)).isEqualTo(meant == null ? null : Address.of(meant));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dave", "bill", "#random", "bo"})
    void what_is_like_nothing_has_none(String typed) {
        assertThat(Guess.of(Address.of(typed), EXISTING)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"bob, #bob, #bob", "tim, bob tom, tom", "tea, ted #tea, #tea"})
    void the_most_alike_is_taken_and_never_the_same(String typed, String existing, String meant) {
        List<Address> addresses =
                Stream.of(existing.split(" ")).map(Address::of).toList();

        assertThat(Guess.of(Address.of(typed), addresses)).isEqualTo(Address.of(meant));
    }
}
