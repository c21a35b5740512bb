package chat.jim.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;

/** Objects that are nearly messages: some are, most have something odd about them, down to single bytes. */
final class RandomObjects {
    private static final List<String> BLANKS = List.of(" ", "  ", "\t", "\n", "\r", "\u000b");
    private static final List<String> ODD_KEYS = List.of(
            "x",
            "",
            "account_name",
            "account_",
            "response",
            "user",
            "type",
            "room",
            "ti\\u006de",
            "encodings",
            "Action");
    private static final List<String> ODD_VALUES = List.of(
            "\"\"",
            "\"msg\"",
            "\"m\\u0073g\"",
            "\"#tea\"",
            "\"\u0431\u043e\u0431\"",
            "\"b\u043eb\"",
            "\"two words\"",
            "\"a\\tb\\\"c\\\\\\/\"",
            "\"\\u0000\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"\\u12\"",
            "\"\\x\"",
            "\"\u0000\"",
            "\"\u007f\u0001\"",
            "\"\ud83d\ude00\"",
            "\"a\nb\"",
            "\"" + "x".repeat(501) + "\"",
            "\"" + "\\n".repeat(499) + "\"",
            "\"" + "\u0444".repeat(600) + "\"",
            "0",
            "-0",
            "01",
            "-",
            "1.",
            ".5",
            "1.25",
            "1e9",
            "123456789012345",
            "999999999999999999",
            "1234567890123456789",
            "+1",
            "0x1",
            "1 2",
            "true",
            "null",
            "nul",
            "NaN",
            "{}",
            "[1]",
            "{\"to\":\"x\"}",
            "'x'",
            "");
    private static final List<String> BROKEN_UTF8 = List.of(
            "\u00c0\u00af", "\u00e0\u0080\u00af", "\u00f4\u0090\u0080\u0080", "\u00ed\u00a0\u0080", "\u00c3", "\u0080");

    private final Random random;

    RandomObjects(Random random) {
        this.random = random;
    }

    byte[] next() {
        StringBuilder object = new StringBuilder("{");
        List<String> usual = List.of(
                "\"action\":\"msg\"",
                "\"time\":1763700000",
                "\"to\":\"bob\"",
                "\"from\":\"alice\"",
                "\"message\":\"hello \u0444\"");
        int oddities = random.nextInt(3);
        for (String member : usual) {
            if (rarely(15)) {
                continue;
            }
            comma(object);
            blank(object);
            if (oddities > 0 && rarely(4)) {
                oddities--;
                member(object, member.substring(0, member.indexOf(':')), oneOf(ODD_VALUES));
            } else {
                object.append(member);
            }
            blank(object);
        }
        while (oddities-- > 0 && !rarely(3)) {
            comma(object);
            String key =
                    rarely(2) ? oneOf(ODD_KEYS) : oneOf(List.of("action", "time", "to", "from", "encoding", "message"));
            member(object, "\"" + key + "\"", rarely(2) ? oneOf(ODD_VALUES) : "\"y\"");
        }
        return broken(object.append(rarely(40) ? ",}" : "}").toString().getBytes(UTF_8));
    }

    private void member(StringBuilder object, String key, String value) {
        object.append(key);
        blank(object);
        object.append(rarely(60) ? ";" : ":");
        blank(object);
        object.append(value);
    }

    private static void comma(StringBuilder object) {
        if (object.length() > 1) {
            object.append(',');
        }
    }

    private void blank(StringBuilder object) {
        if (rarely(12)) {
            object.append(oneOf(BLANKS));
        }
    }

    /** Now and then with a byte changed, left out, or bytes put in that are not UTF-8. */
    private byte[] broken(byte[] object) {
        if (!rarely(4)) {
            return object;
        }
        int at = 1 + random.nextInt(object.length - 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(object, 0, at);
        switch (random.nextInt(3)) {
            case 0 -> bytes.write(random.nextInt(256));
            case 1 -> bytes.writeBytes(oneOf(BROKEN_UTF8).getBytes(ISO_8859_1));
            default -> {} // the byte is left out
        }
        bytes.write(object, at + 1, object.length - at - 1);
        return bytes.toByteArray();
    }

    private String oneOf(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }

    private boolean rarely(int times) {
        return random.nextInt(times) == 0;
    }
}
