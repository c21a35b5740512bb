package chat.jim.protocol.name;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Limits;
import chat.jim.protocol.ProtocolException;
import chat.jim.testing.FuzzInputs;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Whatever name is asked for, it obeys the rules of PROTOCOL.md, section 4, or is refused with 400. */
class NamesInputsTest {
    private static final int LAST_IN_USE = 0xFFFF;
    private static final Set<UnicodeScript> ANY = Set.of(UnicodeScript.COMMON, UnicodeScript.INHERITED);

    @ParameterizedTest
    @ArgumentsSource(FuzzInputs.class)
    void any_name_obeys_the_rules_or_is_refused(byte[] input) {
        for (String text : new String(input, StandardCharsets.UTF_8).split("\n", 4)) {
            check(text);
        }
    }

    @Test
    void so_does_each_character_behind_a_letter() {
        for (int c = 0; c <= LAST_IN_USE; c++) {
            check("a" + Character.toString(c));
        }
    }

    @Test
    void so_do_many_others() {
        FuzzInputs.mutate(getClass(), 2000, this::any_name_obeys_the_rules_or_is_refused);
    }

    private static void check(String text) {
        Address address;
        try {
            address = Address.of(text);
        } catch (ProtocolException e) {
            assertThat(e.code()).isEqualTo(Code.BAD_REQUEST);
            return;
        }
        assertThat(address).hasToString(text);
        assertThat(text.codePointCount(0, text.length())).isBetween(1, Limits.NAME);
        assertThat(address.isRoom()).isEqualTo(text.startsWith("#"));
        String name = address.isRoom() ? text.substring(1) : text;
        String key = address.isRoom() ? address.key().substring(1) : address.key();
        assertThat(name).as("<%s>", text).doesNotContainPattern("[\\p{C}\\p{Z}]");
        assertAlphabet(Normalizer.normalize(name, Normalizer.Form.NFKC));
        assertAlphabet(key);
        assertThat(Names.folded(key)).as("the key of the key of <%s>", text).isEqualTo(key);
        String lower = text.toLowerCase(Locale.ROOT);
        String upper = text.toUpperCase(Locale.ROOT);
        assertSame(address, lower);
        if (upper.toLowerCase(Locale.ROOT).equals(lower)) { // not so with a German sharp s, by the rule of PRECIS
            assertSame(address, upper);
        }
        assertSame(address, Normalizer.normalize(text, Normalizer.Form.NFD));
        assertSame(address, Normalizer.normalize(text, Normalizer.Form.NFKC));
    }

    private static void assertAlphabet(String name) {
        assertThat(name).as("alphabet").matches("[\\p{L}\\p{Nd}_][\\p{L}\\p{Nd}\\p{Mn}\\p{Mc}_.-]*");
        Set<UnicodeScript> scripts =
                name.codePoints().mapToObj(UnicodeScript::of).collect(Collectors.toSet());
        scripts.removeAll(ANY);
        assertThat(scripts).as("scripts of <%s>", name).hasSizeLessThanOrEqualTo(1);
    }

    /** Another spelling of the name is the same one, if it is allowed at all. */
    private static void assertSame(Address address, String otherSpelling) {
        Address other;
        try {
            other = Address.of(otherSpelling);
        } catch (ProtocolException e) {
            return;
        }
        assertThat(other)
                .as("<%s> and <%s>", address, otherSpelling)
                .isEqualTo(address)
                .hasSameHashCodeAs(address);
    }
}
