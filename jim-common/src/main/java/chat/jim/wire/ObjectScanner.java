package chat.jim.wire;

import org.jspecify.annotations.Nullable;

/**
 * Follows one object byte by byte to its closing brace. It checks the UTF-8, pairs escaped surrogates and counts
 * characters. It keeps its place between calls, so the bytes may come in any pieces. A defect does not stop it: it
 * still finds the end of the object, so that the objects after it are not lost.
 */
final class ObjectScanner {
    private static final int NO_ESCAPE = 0;
    private static final int AFTER_BACKSLASH = 1;
    private static final int HEX_DIGITS = 4;

    private int depth;
    private boolean inString;
    private boolean multiline;
    private boolean brokenOff;
    private int characters;
    private @Nullable String defect;

    /** {@link #NO_ESCAPE}, {@link #AFTER_BACKSLASH}, or one more than the hex digits that are still to come. */
    private int escape;

    private int codeUnit;
    private boolean highSurrogate;

    /** How many continuation bytes the current character still needs, and the range of the next one. */
    private int continuations;

    private int lowest;
    private int highest;

    /** Forgets the last object; the next byte scanned is the opening brace of a new one. */
    void reset() {
        depth = 0;
        inString = false;
        multiline = false;
        brokenOff = false;
        characters = 0;
        defect = null;
        escape = NO_ESCAPE;
        highSurrogate = false;
        continuations = 0;
    }

    /**
     * Scans from {@code from} on, and returns where it stopped: after the closing brace, after the line break that
     * breaks the object off, or at {@code to}.
     */
    int scan(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            accept(bytes[i]);
            if (depth == 0 || brokenOff) {
                return i + 1;
            }
        }
        return to;
    }

    boolean closed() {
        return depth == 0;
    }

    /** Whether the line ended inside a string: the object is not JSON, and its intended end is unknown. */
    boolean brokenOff() {
        return brokenOff;
    }

    /** Whether a line break stands outside the strings. */
    boolean multiline() {
        return multiline;
    }

    /** Throws if anything was wrong with the object just closed, its length included. */
    void check() throws FrameException {
        checkContent();
        if (characters > Frame.MAX_CHARACTERS) {
            throw FrameException.skippable("This object has " + characters + " characters; keep it within "
                    + Frame.MAX_CHARACTERS + ", white space included.");
        }
    }

    /** Throws if anything but its length was wrong with the object just closed. */
    void checkContent() throws FrameException {
        if (defect != null) {
            throw FrameException.skippable(defect);
        }
    }

    private void accept(byte b) {
        if (continuations > 0 || b < 0) {
            acceptNonAscii(b & 0xFF);
        }
        if (b < 0) {
            return;
        }
        if (b == 0) {
            defect("U+0000 is not allowed anywhere: leave it out.");
        }
        if (inString) {
            acceptInString(b);
        } else {
            acceptOutside(b);
        }
    }

    private void acceptOutside(byte b) {
        characters++;
        switch (b) {
            case '{' -> depth++;
            case '}' -> depth--;
            case '"' -> inString = true;
            case '\n', '\r' -> multiline = true;
            default -> {}
        }
    }

    private void acceptInString(byte b) {
        if (escape == AFTER_BACKSLASH) {
            escape = b == 'u' ? AFTER_BACKSLASH + HEX_DIGITS : NO_ESCAPE;
            brokenOff = b == '\n';
            codeUnit = 0;
            if (escape == NO_ESCAPE) {
                endPair();
            }
        } else if (escape > AFTER_BACKSLASH) {
            acceptHexDigit(b);
        } else {
            characters++;
            if (b == '\\') {
                escape = AFTER_BACKSLASH;
            } else {
                endPair();
                inString = b != '"';
                brokenOff = b == '\n';
            }
        }
    }

    private void acceptHexDigit(byte b) {
        int digit = Character.digit(b, 16);
        if (digit < 0) {
            defect("A \\u escape needs four hexadecimal digits.");
            escape = NO_ESCAPE;
            acceptInString(b);
            return;
        }
        codeUnit = codeUnit << 4 | digit;
        escape--;
        if (escape == AFTER_BACKSLASH) {
            escape = NO_ESCAPE;
            acceptCodeUnit((char) codeUnit);
        }
    }

    private void acceptCodeUnit(char unit) {
        if (Character.isLowSurrogate(unit)) {
            if (highSurrogate) {
                characters--;
            } else {
                loneSurrogate();
            }
            highSurrogate = false;
            return;
        }
        endPair();
        highSurrogate = Character.isHighSurrogate(unit);
        if (unit == 0) {
            defect("U+0000 is not allowed anywhere: leave it out.");
        }
    }

    /** Called for anything but a low surrogate: a high surrogate just before it has no partner. */
    private void endPair() {
        if (highSurrogate) {
            loneSurrogate();
            highSurrogate = false;
        }
    }

    private void loneSurrogate() {
        defect("Half of a surrogate pair is not a character: send both halves.");
    }

    private void acceptNonAscii(int b) {
        if (continuations > 0) {
            if (b >= lowest && b <= highest) {
                continuations--;
                lowest = 0x80;
                highest = 0xBF;
                return;
            }
            notUtf8();
            if (b < 0x80) {
                return;
            }
        }
        characters++;
        endPair();
        escape = NO_ESCAPE;
        lowest = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
        highest = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
        if (b >= 0xC2 && b <= 0xDF) {
            continuations = 1;
        } else if (b >= 0xE0 && b <= 0xEF) {
            continuations = 2;
        } else if (b >= 0xF0 && b <= 0xF4) {
            continuations = 3;
        } else {
            notUtf8();
        }
    }

    private void notUtf8() {
        continuations = 0;
        defect("This object is not valid UTF-8: send UTF-8, or \\u escapes.");
    }

    /** Keeps the first defect: the others may follow from it. */
    private void defect(String sentence) {
        if (defect == null) {
            defect = sentence;
        }
    }
}
