package chat.jim.client.text;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What must not get through to a screen, or to whoever reads a pipe. */
public final class UnfitText {
    /** Written from the Unicode categories, without a look at how the text was made safe. */
    private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Co}"
            + "[\\p{Cf}&&[^\\u200c\\u200d]]"
            + "[\\p{Cn}&&[^\\x{1f300}-\\x{1faff}]]"
            + "\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u2800\\u3164\\uffa0\\x{16fe4}\\x{1d159}]"
            + "|^[\\p{M}\\u1161-\\u11ff]"
            + "|[\\p{M}\\u1161-\\u11ff\\ud7b0-\\ud7ff]{7}"
            + "|(?:^|[^\\p{L}\\p{M}\\p{S}\\p{Cn}])[\\u200c\\u200d]"
            + "|[\\u200c\\u200d](?![\\p{L}\\p{M}\\p{S}\\p{Cn}])"
            + "|[a-z0-9\u0430-\u044f]\\p{M}*[\\u200c\\u200d]"
            + "|[\\u200c\\u200d][a-z0-9\u0430-\u044f]"
            + "|[\\p{M}\\s\\p{Z}a-z\u0430-\u044f][\\ufe00-\\ufe0f\\x{e0100}-\\x{e01ef}]");

    private UnfitText() {}

    /** Whether something of it is in the text. */
    public static boolean isIn(String text) {
        return FORBIDDEN.matcher(text).find() || isBroken(text);
    }

    private static boolean isBroken(String text) {
        return !new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text);
    }
}
