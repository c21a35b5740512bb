package chat.jim.client.text;

import chat.jim.client.text.CodePoints.Kind;

/** A line of safe text as it grows, code point by code point. */
final class SafeLine {
    /** Burmese and Hebrew with all its points need five or six; more of them grow into the rows above and below. */
    private static final int MOST_IN_A_ROW = 6;

    private static final int NONE = -1;

    private final StringBuilder line = new StringBuilder();
    private int base = NONE; // the character that marks would be put on
    private int inRow; // marks on the base; without a base, escapes
    private int leftOut; // of such a row, since it was full

    /** Adds a text. */
    SafeLine add(String text) {
        int[] all = text.codePoints().toArray();
        for (int i = 0; i < all.length; i++) {
            add(all[i], i + 1 < all.length ? all[i + 1] : NONE);
        }
        endRow(NONE);
        return this;
    }

    private void add(int c, int next) {
        switch (CodePoints.kindOf(c)) {
            case PLAIN -> addBase(c);
            case MARK -> addMark(c);
            case SELECTOR -> {
                if (base != NONE && inRow == 0 && CodePoints.isFor(c, base)) {
                    addMark(c);
                } else {
                    addHidden(c);
                }
            }
            case JOINER -> {
                if (hasUse(c, next)) {
                    line.appendCodePoint(c);
                } else {
                    addHidden(c);
                }
            }
            case HIDDEN -> addHidden(c);
        }
    }

    private void addBase(int c) {
        endRow(c);
        line.appendCodePoint(c);
    }

    private void addMark(int c) {
        if (base == NONE) {
            addBase(CodePoints.DOTTED_CIRCLE); // or it would be drawn over what stands before the text
        }
        if (isRoomInRow()) {
            line.appendCodePoint(c);
        }
    }

    private boolean hasUse(int joiner, int next) {
        return base != NONE
                && next != NONE
                && CodePoints.haveUseFor(joiner, base, next)
                && (CodePoints.kindOf(next) == Kind.MARK ? inRow < MOST_IN_A_ROW : leftOut == 0);
    }

    private void addHidden(int c) {
        switch (c) {
            case '\t' -> addBase(' ');
            case '\n' -> addLineBreak("\\n");
            case '\r' -> addLineBreak("\\r");
            default -> {
                if (base != NONE) {
                    endRow(NONE);
                }
                if (isRoomInRow()) {
                    line.append("\\u{").append(Integer.toHexString(c)).append('}');
                }
            }
        }
    }

    private void addLineBreak(String escape) {
        endRow(NONE);
        line.append(escape);
    }

    private boolean isRoomInRow() {
        if (inRow == MOST_IN_A_ROW) {
            leftOut++;
            return false;
        }
        inRow++;
        return true;
    }

    /** Says how many were left out, and starts a row on a new base. */
    private void endRow(int newBase) {
        if (leftOut > 0) {
            line.append("\\u{+").append(leftOut).append('}');
        }
        base = newBase;
        inRow = 0;
        leftOut = 0;
    }

    @Override
    public String toString() {
        return line.toString();
    }
}
