package chat.jim.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
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
                "\u0439\u043e\u0436\u0451", // composed
                "\u0438\u0306", // decomposed
                "\u0130brahim",
                "\u0939\u093f\u0928\u094d\u0926\u0940", // Devanagari
                "\u05e9\u05b8\u05c1", // Hebrew with two points
                "\u0645\u064f\u062d", // Arabic with a vowel
                "\u0e17\u0e35\u0e48", // Thai with a vowel and a tone
                "\u304c", // kana with its voiced mark
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
                "\u0301a", // an accent without its letter
                "q\u0301", // an accent that does not compose
                "i\u0307van", // a dot that cannot be seen
                "\u0430\u0483", // a mark of old Cyrillic books
                "_\u093f", // a vowel sign without its letter
                "\u05d0\u064b", // a Hebrew letter with an Arabic vowel
                "a\u0e35",
                "anna\ufe0f",
                "anna\udb40\udd00", // variation selector 17
                "anna\udb40\uddef",
                "\u1820\u180b",
                "\u1820\u180f",
                "\u3164", // letters that are shown as nothing
                "\u115f",
                "\u0915\u200d\u0937"
            })
    void these_names_are_not(String name) {
        assertThatThrownBy(() -> Address.of(name)).isInstanceOf(ProtocolException.class);
    }

    /** On a thread of its own: each refusal notes the stack, and that of a test is long. */
    @Test
    void nothing_that_cannot_be_seen_makes_another_anna() {
        assertThat(CompletableFuture.supplyAsync(AddressTest::otherAnnas).join())
                .isEmpty();
    }

    private static List<String> otherAnnas() {
        List<String> found = new ArrayList<>();
        Pattern unseen = Pattern.compile("[\\p{M}\\p{C}\\p{Z}\u115f\u1160\u3164\uffa0]");
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String added = Character.toString(c);
            for (String name : List.of("anna" + added, "an" + added + "na")) {
                if (isAllowed(name)) {
                    String seen = Normalizer.normalize(name, Normalizer.Form.NFKC);
                    if (unseen.matcher(seen).find() || Address.of(name).equals(Address.of("anna"))) {
                        found.add("U+%X in %s".formatted(c, name));
                    }
                }
            }
        }
        return found;
    }

    private static boolean isAllowed(String name) {
        try {
            return Address.of(name).toString().equals(name);
        } catch (ProtocolException e) {
            return false;
        }
    }

    @Test
    void a_stored_name_is_what_it_was_when_it_was_stored() {
        Address stored = Address.stored("Anna\udb40\udd00", "anna\udb40\udd00");

        assertThat(stored).hasToString("Anna\udb40\udd00");
        assertThat(stored.key()).isEqualTo("anna\udb40\udd00");
        assertThat(Address.stored("Anna", "anna")).isEqualTo(Address.of("ANNA"));
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
