package chat.jim.client.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds of any text, tried on very many, most of them nasty; {@code -Djim.seed} repeats a run. */
class SafeTextPropertyTest {
    private static final int TEXTS = 100_000;

    private static final List<String> HONEST = List.of(
            "hello",
            "\u041f\u0440\u0438\u0432\u0435\u0442!",
            "42",
            "\\u{+3}",
            "\\",
            "e\u0301",
            "\u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0915\u094d\u200d\u0937",
            "\u0e19\u0e49\u0e33",
            "\u4e16\u754c",
            "\ud55c\uae00",
            "\ud83d\udc69\ud83c\udffd\u200d\ud83d\ude80",
            "\u2764\ufe0f\u200d\ud83d\udd25",
            "1\ufe0f\u20e3",
            "\ud83c\uddfa\ud83c\udde6");

    private static final int[] NASTY = {
        0x00, 0x07, 0x08, 0x09, 0x0a, 0x0d, 0x1b, 0x7f, 0x85, 0x9b, 0x9d, 0xad, 0x300, 0x301, 0x489, 0x34f, 0x5c1,
        0x61c, 0x6dd, 0x900, 0x93f, 0x94d, 0x915, 0x627, 0x645, 0x1100, 0x115f, 0x1160, 0x1161, 0x11a8, 0x17b4, 0x180b,
        0x180e, 0x1820, 0x200b, 0x200c, 0x200c, 0x200d, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2060,
        0x2061, 0x2066, 0x2068, 0x2069, 0x20dd, 0x20e3, 0x2194, 0x25cc, 0x2764, 0x2800, 0x3164, 0x4e00, 0xd7b0, 0xd800,
        0xdbff, 0xdc00, 0xe000, 0xfdfd, 0xfe00, 0xfe0f, 0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0xfffd, 0xffff, 0x12031,
        0x1d159, 0x1d173, 0x1f3fd, 0x1f469, 0x1f680, 0x1faff, 0xe0001, 0xe0041, 0xe007f, 0xe0100, 0xf0000, 0x10ffff,
        '#', '\\', '}', ' ', 'a', 0x430
    };

    private final long seed = Long.getLong("jim.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void no_text_gets_anything_nasty_through() {
        for (int i = 0; i < TEXTS; i++) {
            String text = nasty();
            String safe = SafeText.of(text);
            if (UnfitText.isIn(safe) || safe.length() > 8 * text.length()) {
                assertThat(escaped(safe))
                        .as("-Djim.seed=%d made of %s", seed, escaped(text))
                        .isEqualTo("fit to show");
            }
        }
    }

    @Test
    void what_is_safe_already_stays_as_it_is() {
        for (int i = 0; i < TEXTS / 4; i++) {
            String safe = SafeText.of(nasty());
            assertUnchanged(safe);
        }
    }

    @Test
    void honest_text_stays_as_it_is() {
        for (int i = 0; i < TEXTS / 4; i++) {
            StringBuilder text = new StringBuilder();
            for (int words = random.nextInt(8); words > 0; words--) {
                text.append(HONEST.get(random.nextInt(HONEST.size())));
                text.append(random.nextBoolean() ? " " : "");
            }
            assertUnchanged(text.toString());
        }
    }

    private void assertUnchanged(String text) {
        String safe = SafeText.of(text);
        if (!safe.equals(text)) {
            assertThat(escaped(safe)).as("-Djim.seed=%d", seed).isEqualTo(escaped(text));
        }
    }

    /** Mostly short, as that is where one thing meets another; now and then a long row of the same few. */
    private String nasty() {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            int c = random.nextInt(10) == 0 ? random.nextInt(0x110000) : NASTY[random.nextInt(NASTY.length)];
            int times = random.nextInt(20) == 0 ? random.nextInt(20) : 1;
            text.append(Character.toString(c).repeat(times));
        }
        return text.toString();
    }

    private static String escaped(String text) {
        StringBuilder all = new StringBuilder();
        text.codePoints()
                .forEach(c -> all.append(c > ' ' && c < 0x7f ? Character.toString(c) : String.format("<%x>", c)));
        return all.toString();
    }
}
