package chat.jim.protocol.name;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void nothing_that_unicode_shows_as_nothing_is_allowed_even_in_its_own_script() {
        int count = 0;
        for (int i = 0; i < Names.INVISIBLE.length; i += 2) {
            for (int c = Names.INVISIBLE[i]; c <= Names.INVISIBLE[i + 1]; c++) {
                count++;
                assertThat(isAllowed("\u1820" + Character.toString(c)))
                        .as("U+%X", c)
                        .isFalse();
                assertThat(isAllowed("\u1780" + Character.toString(c)))
                        .as("U+%X", c)
                        .isFalse();
                assertThat(isAllowed("\u1100" + Character.toString(c)))
                        .as("U+%X", c)
                        .isFalse();
            }
        }
        assertThat(count).as("the number in DerivedCoreProperties.txt").isEqualTo(4174);
    }

    private static boolean isAllowed(String name) {
        try {
            return !Names.key(name).isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
