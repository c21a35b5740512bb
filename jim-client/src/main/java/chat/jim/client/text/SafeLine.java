package chat.jim.client.text;

import chat.jim.client.text.CodePoints.Kind;

/** Builds a line of safe text, code point by code point. See {@link SafeText}. */
final class SafeLine {
    /** Burmese, and Hebrew with all its points, need five or six marks; more would reach into the rows above and below. */
    private static final int MOST_IN_RUN = 6;

    private static final int NONE = -1;

    private final StringBuilder line = new StringBuilder();
    private int base = NONE; // the character on which marks are put
    private int inRun; // marks on the base, or without one, escapes in a row
    private int leftOut; // marks or escapes of the run that were too many

    SafeLine add(String text) {
        int[] all = text.codePoints().toArray();
        for (int i = 0; i < all.length; i++) {
            add(all[i], i + 1 < all.length ? all[i + 1] : NONE);
        }
        endRun(NONE);
        return this;
    }

    private void add(int c, int next) {
        switch (CodePoints.kindOf(c)) {
            case PLAIN -> addBase(c);
            case MARK -> addMark(c);
            case SELECTOR -> {
                if (base != NONE && inRun == 0 && CodePoints.isSelectorUseful(c, base)) {
                    addMark(c);
                } else {
                    addHidden(c);
                }
            }
            case JOINER -> {
                if (isUseful(c, next)) {
                    line.appendCodePoint(c);
                } else {
                    addHidden(c);
                }
            }
            case HIDDEN -> addHidden(c);
        }
    }

    private void addBase(int c) {
        endRun(c);
        line.appendCodePoint(c);
    }

    private void addMark(int c) {
        if (base == NONE) {
            addBase(CodePoints.DOTTED_CIRCLE); // or it would be drawn over what is before the text
        }
        if (addToRun()) {
            line.appendCodePoint(c);
        }
    }

    private boolean isUseful(int joiner, int next) {
        return base != NONE
                && next != NONE
                && CodePoints.isJoinerUseful(joiner, base, next)
                && (CodePoints.kindOf(next) == Kind.MARK ? inRun < MOST_IN_RUN : leftOut == 0);
    }

    private void addHidden(int c) {
        switch (c) {
            case '\t' -> addBase(' ');
            case '\n' -> addLineBreak("\\n");
            case '\r' -> addLineBreak("\\r");
            default -> {
                if (base != NONE) {
                    endRun(NONE);
                }
                if (addToRun()) {
                    line.append("\\u{").append(Integer.toHexString(c)).append('}');
                }
            }
        }
    }

    private void addLineBreak(String escape) {
        endRun(NONE);
        line.append(escape);
    }

    private boolean addToRun() {
        if (inRun == MOST_IN_RUN) {
            leftOut++;
            return false;
        }
        inRun++;
        return true;
    }

    /** Adds how many were left out, and starts a run on a new base. */
    private void endRun(int newBase) {
        if (leftOut > 0) {
            line.append("\\u{+").append(leftOut).append('}');
        }
        base = newBase;
        inRun = 0;
        leftOut = 0;
    }

    @Override
    public String toString() {
        return line.toString();
    }
}
