package chat.jim.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON by the letter of RFC 8259, and slowly: the fuzzed tests' second opinion. An object is the list of its members as
 * they stand there, an array a list, a string a {@link String}, and all else what it is written as, a {@link Literal}.
 */
final class StrictJson {
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
    private static final Pattern WORD = Pattern.compile("true|false|null");
    private static final Pattern BLANKS = Pattern.compile("[ \\t\\r\\n]*");
    private static final Pattern ESCAPED_UNIT = Pattern.compile("[0-9a-fA-F]{4}");
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";

    /** A number, or one of the three words. */
    record Literal(String text) {}

    /** Members of an object, in their order. */
    record Members(List<Map.Entry<String, Object>> all) {
        List<Object> of(String name) {
            return all.stream()
                    .filter(member -> member.getKey().equals(name))
                    .map(Map.Entry::getValue)
                    .toList();
        }
    }

    private final String text;
    private int at;
    private int depth;
    private int deepest;

    /** Whether a value is a number. */
    static boolean isNumber(Object value) {
        return value instanceof Literal literal
                && NUMBER.matcher(literal.text()).matches();
    }

    private StrictJson(String text) {
        this.text = text;
    }

    /** How deep objects and arrays stand inside of each other. */
    static int depth(String text) {
        StrictJson json = new StrictJson(text);
        json.value();
        return json.deepest;
    }

    /** The members of the one object that the text is; throws {@link IllegalArgumentException} if it is no such object. */
    static Members object(String text) {
        StrictJson json = new StrictJson(text);
        Object value = json.value();
        if (json.at < text.length() || !(value instanceof Members members)) {
            throw json.wrong();
        }
        return members;
    }

    private Object value() {
        skip(BLANKS);
        Object value = switch (peek()) {
            case '{' -> members();
            case '[' -> array();
            case '"' -> string();
            default -> literal();
        };
        skip(BLANKS);
        return value;
    }

    private Members members() {
        List<Map.Entry<String, Object>> members = new ArrayList<>();
        inBrackets('}', () -> {
            skip(BLANKS);
            String name = string();
            skip(BLANKS);
            expect(':');
            members.add(Map.entry(name, value()));
        });
        return new Members(members);
    }

    private List<Object> array() {
        List<Object> values = new ArrayList<>();
        inBrackets(']', () -> values.add(value()));
        return values;
    }

    /** Takes what stands between the brackets, with commas between the items. */
    private void inBrackets(char closing, Runnable item) {
        depth++;
        deepest = Math.max(deepest, depth);
        at++;
        skip(BLANKS);
        if (peek() != closing) {
            item.run();
            while (peek() == ',') {
                at++;
                item.run();
            }
        }
        expect(closing);
        depth--;
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at++);
            if (c < ' ') {
                throw wrong();
            }
            string.append(c == '\\' ? escaped() : c);
        }
        at++;
        return string.toString();
    }

    private char escaped() {
        char c = peek();
        at++;
        if (c == 'u') {
            return (char) Integer.parseInt(take(ESCAPED_UNIT), 16);
        }
        int known = ESCAPES.indexOf(c);
        if (known < 0) {
            throw wrong();
        }
        return ESCAPED.charAt(known);
    }

    private Literal literal() {
        return new Literal(take(Character.isLetter(peek()) ? WORD : NUMBER));
    }

    private void skip(Pattern pattern) {
        take(pattern);
    }

    private String take(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw wrong();
        }
        at = matcher.end();
        return matcher.group();
    }

    private void expect(char c) {
        if (peek() != c) {
            throw wrong();
        }
        at++;
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong();
        }
        return text.charAt(at);
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("No JSON at " + at + " of " + text);
    }
}
