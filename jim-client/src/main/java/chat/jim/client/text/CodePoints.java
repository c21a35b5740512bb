package chat.jim.client.text;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** What a code point does to the line that it is shown on. */
final class CodePoints {
    /** A dotted circle, which books show a lone mark on. */
    static final int DOTTED_CIRCLE = 0x25CC;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    /** Letters, marks and symbols by their category, with nothing to see in them: fillers and the like. */
    private static final Set<Integer> BLANK =
            Set.of(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0x16FE4, 0x1D159);

    /** Those in which joiners tell words apart, or shapes of a letter. */
    private static final Set<UnicodeScript> JOINING = EnumSet.of(
            UnicodeScript.ARABIC,
            UnicodeScript.SYRIAC,
            UnicodeScript.MANDAIC,
            UnicodeScript.NKO,
            UnicodeScript.MONGOLIAN,
            UnicodeScript.PHAGS_PA,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.BENGALI,
            UnicodeScript.GURMUKHI,
            UnicodeScript.GUJARATI,
            UnicodeScript.ORIYA,
            UnicodeScript.TAMIL,
            UnicodeScript.TELUGU,
            UnicodeScript.KANNADA,
            UnicodeScript.MALAYALAM,
            UnicodeScript.SINHALA,
            UnicodeScript.MYANMAR,
            UnicodeScript.KHMER);

    /** The kinds that {@link SafeLine} has rules for. */
    enum Kind {
        /** Has a place of its own on the line. */
        PLAIN,
        /** Is drawn over, under or around what comes before it. */
        MARK,
        /** Asks for another shape of what comes before it, and is itself not seen. */
        SELECTOR,
        /** Joins its neighbours or keeps them apart, and is itself not seen. */
        JOINER,
        /** Moves the cursor, turns the direction of writing, is not seen, or has no meaning. */
        HIDDEN
    }

    private CodePoints() {}

    /** The kind of a code point. */
    static Kind kindOf(int c) {
        if (c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER) {
            return Kind.JOINER;
        }
        if (isShapeSelector(c) || isIdeographSelector(c) || isMongolianSelector(c)) {
            return Kind.SELECTOR;
        }
        if (BLANK.contains(c)) {
            return Kind.HIDDEN;
        }
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> Kind.MARK;
            // The emoji's block is filled year by year: Java may be older than what somebody sends.
            case Character.UNASSIGNED -> isPictograph(c) ? Kind.PLAIN : Kind.HIDDEN;
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE -> Kind.HIDDEN;
            default -> isJamoOnTop(c) ? Kind.MARK : Kind.PLAIN;
        };
    }

    /** Whether a joiner has a use between the two: in emoji, and in scripts whose letters it joins or keeps apart. */
    static boolean haveUseFor(int joiner, int before, int after) {
        if (isPictograph(before) && isPictograph(after)) {
            return joiner == ZERO_WIDTH_JOINER;
        }
        return isOfJoiningScript(before) && Character.isLetter(before) && isOfJoiningScript(after);
    }

    /** Whether the selector is for characters such as this. */
    static boolean isFor(int selector, int c) {
        if (isIdeographSelector(selector)) {
            return Character.isIdeographic(c);
        }
        if (isMongolianSelector(selector)) {
            return UnicodeScript.of(c) == UnicodeScript.MONGOLIAN && Character.isLetter(c);
        }
        boolean letter = Character.isLetter(c) && !Character.isIdeographic(c) && c != 0x2139; // the i of information
        return !letter && !Character.isSpaceChar(c);
    }

    /** Whether it is written from right to left, or turns the numbers around it. */
    static boolean isRightToLeft(int c) {
        return switch (Character.getDirectionality(c)) {
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
                    Character.DIRECTIONALITY_ARABIC_NUMBER -> true;
            default -> false;
        };
    }

    /** A letter or a mark of such a script. */
    private static boolean isOfJoiningScript(int c) {
        return JOINING.contains(UnicodeScript.of(c)) && (Character.isLetter(c) || kindOf(c) == Kind.MARK);
    }

    /** What emoji are made of: signs of sex, hearts, arrows and so on, faces and things, shades of skin. */
    private static boolean isPictograph(int c) {
        return c == 0x2194
                || c == 0x2195
                || (c >= 0x2600 && c <= 0x27BF)
                || c == 0x2B1B
                || (c >= 0x1F300 && c <= 0x1FAFF);
    }

    /** The vowels and final consonants of Korean taken apart: letters, but drawn into the syllable before them. */
    private static boolean isJamoOnTop(int c) {
        return (c >= 0x1161 && c <= 0x11FF) || (c >= 0xD7B0 && c <= 0xD7FF);
    }

    private static boolean isShapeSelector(int c) {
        return c >= 0xFE00 && c <= 0xFE0F;
    }

    private static boolean isIdeographSelector(int c) {
        return c >= 0xE0100 && c <= 0xE01EF;
    }

    private static boolean isMongolianSelector(int c) {
        return (c >= 0x180B && c <= 0x180D) || c == 0x180F;
    }
}
