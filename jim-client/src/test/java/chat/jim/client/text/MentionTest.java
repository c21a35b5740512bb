package chat.jim.client.text;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MentionTest {
    @ParameterizedTest
    @ValueSource(strings = {"Ann", "ann: hello", "is ANN there?", "(ann)", "@ann", "tell ann's friend", "Anne, ann"})
    void a_name_is_found_as_a_word_in_whatever_case(String text) {
        assertThat(Mention.of(Address.account("ann")).test(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Anne", "Joann", "an n", "ann_2", "ann2", "\u00fcann"})
    void a_part_of_another_word_is_not_the_name(String text) {
        assertThat(Mention.of(Address.account("ann")).test(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"a.b, so a.b said, true", "a.b, so axb said, false", "\u0410\u043d\u044f, \u0430\u043d\u044f!, true"})
    void a_name_may_have_letters_of_all_scripts_and_signs(String name, String text, boolean found) {
        assertThat(Mention.of(Address.account(name)).test(text)).isEqualTo(found);
    }
}
