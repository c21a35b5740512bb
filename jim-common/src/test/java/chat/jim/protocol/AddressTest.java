package chat.jim.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "7",
                "_",
                "a.b-c_d",
                "\u0411\u043e\u0431",
                "\u4e2d\u6587",
                "C0deMaver1ck",
                "#tea",
                "#\u0447\u0430\u0439"
            })
    void these_names_are_allowed(String name) {
        assertThat(Address.of(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "a b",
                "*",
                "..",
                "-a",
                ".a",
                "a/b",
                "a#b",
                "#",
                "##",
                "# a",
                "a\nb",
                "a\u0000b",
                "\u0430lice", // a Cyrillic a before Latin letters
                "ali\u200bce", // zero width space
                "ali\u00adce", // soft hyphen
                "\u202eecila", // right-to-left override
                "\ud83d\ude00",
                "\u0301a" // an accent without its letter
            })
    void these_names_are_not(String name) {
        assertThatThrownBy(() -> Address.of(name)).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Alice, alice",
        "\u0411\u041e\u0411, \u0431\u043e\u0431",
        "\uff41\uff4c\uff49\uff43\uff45, alice", // full width
        "e\u0301, \u00e9", // decomposed and composed
        "#TEA, #tea"
    })
    void these_names_are_the_same(String one, String other) {
        assertThat(Address.of(one)).isEqualTo(Address.of(other)).hasSameHashCodeAs(Address.of(other));
    }

    @Test
    void a_name_has_one_to_twenty_five_characters_with_its_hash() {
        assertThat(Address.of("\u0444".repeat(25))).isNotNull();
        assertThat(Address.of("#" + "a".repeat(24))).isNotNull();
        assertThatThrownBy(() -> Address.of("\u0444".repeat(26))).hasMessageContaining("within 25");
        assertThatThrownBy(() -> Address.of("#" + "a".repeat(25))).hasMessageContaining("within 25");
        assertThatThrownBy(() -> Address.of("")).hasMessageContaining("empty");
    }

    @Test
    void accounts_and_rooms_are_told_apart_by_the_hash() {
        assertThat(Address.of("#tea").isRoom()).isTrue();
        assertThat(Address.of("tea").isRoom()).isFalse();
        assertThatThrownBy(() -> Address.account("#tea")).hasMessageContaining("leave the # out");
        assertThatThrownBy(() -> Address.room("tea")).hasMessageContaining("put the # before it");
    }

    @Test
    void some_names_are_reserved_in_any_case() {
        assertThat(Address.account("Admin").isReserved()).isTrue();
        assertThat(Address.account("admin1").isReserved()).isFalse();
    }
}
