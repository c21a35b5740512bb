package chat.jim.client.text;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** What a code point does to the line that shows it. */
final class CodePoints {
    /** A dotted circle, the usual base of a mark that is shown alone. */
    static final int DOTTED_CIRCLE = 0x25CC;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    /** Letters, marks and symbols by their category, but invisible: fillers and the like. */
    private static final Set<Integer> BLANK =
            Set.of(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0x16FE4, 0x1D159);

    /** The scripts in which joiners change the meaning of a word, or the shape of a letter. */
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
        /** Takes a place of its own on the line. */
        PLAIN,
        /** Is drawn over, under or around the character before it. */
        MARK,
        /** Selects another shape of the character before it, and is itself invisible. */
        SELECTOR,
        /** Joins its neighbours or keeps them apart, and is itself invisible. */
        JOINER,
        /** Moves the cursor, changes the direction of writing, is invisible, or has no meaning. */
        HIDDEN
    }

    private CodePoints() {}

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
            // New emoji are assigned every year: a sender may know more of them than this Java.
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

    /** Whether a joiner has an effect between the two: in emoji, and in scripts whose letters it joins or separates. */
    static boolean isJoinerUseful(int joiner, int before, int after) {
        if (isPictograph(before) && isPictograph(after)) {
            return joiner == ZERO_WIDTH_JOINER;
        }
        return isOfJoiningScript(before) && Character.isLetter(before) && isOfJoiningScript(after);
    }

    /** Whether the selector can select a shape of that character. */
    static boolean isSelectorUseful(int selector, int c) {
        if (isIdeographSelector(selector)) {
            return Character.isIdeographic(c);
        }
        if (isMongolianSelector(selector)) {
            return UnicodeScript.of(c) == UnicodeScript.MONGOLIAN && Character.isLetter(c);
        }
        boolean letter = Character.isLetter(c) && !Character.isIdeographic(c) && c != 0x2139; // the information sign
        return !letter && !Character.isSpaceChar(c);
    }

    /** Whether it is written from right to left, or changes the order of numbers around it. */
    static boolean isRightToLeft(int c) {
        return switch (Character.getDirectionality(c)) {
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
                    Character.DIRECTIONALITY_ARABIC_NUMBER -> true;
            default -> false;
        };
    }

    /** Whether it is a letter or a mark of a joining script. */
    private static boolean isOfJoiningScript(int c) {
        return JOINING.contains(UnicodeScript.of(c)) && (Character.isLetter(c) || kindOf(c) == Kind.MARK);
    }

    /** Whether emoji are made of it: gender signs, hearts, arrows, faces, things, skin tones. */
    private static boolean isPictograph(int c) {
        return c == 0x2194
                || c == 0x2195
                || (c >= 0x2600 && c <= 0x2767)
                || (c >= 0x2794 && c <= 0x27BF) // between them are brackets and numbers
                || c == 0x2B1B
                || (c >= 0x1F300 && c <= 0x1FAFF);
    }

    /** Whether it is a Korean vowel or final consonant of its own: a letter, but drawn into the syllable before it. */
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
