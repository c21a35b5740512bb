package chat.jim.server.dialect;

import chat.jim.testing.RawClient;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is said in a {@link Company}, and what others are to hear of it.
 *
 * @param to null is everybody
 */
record Saying(Member from, @Nullable Member to) {
    /** A program that is online, by the name that the server gives it. */
    record Member(Speaker speaker, String name, RawClient program) {
        /** What it calls itself. */
        String self() {
            return speaker.isGuest() ? "Guest" : name;
        }

        @Override
        public String toString() {
            return speaker + " (" + name + ")";
        }
    }

    /** Its text, which nothing else has, with letters that are not ASCII, as Python writes them. */
    String text() {
        return "\\u0427\\u0430\\u0439? " + from.name() + " to " + (to == null ? "all" : to.name()) + ".";
    }

    /** What its sender sends. */
    String written() {
        return from.speaker().write(from.self(), to == null ? from.speaker().everybody() : to.name(), text());
    }

    /** Whether that one is to hear it, which may have written something before. */
    boolean isFor(Member reader, boolean hasWritten) {
        if (reader.speaker() == Speaker.HANITA && hasWritten) {
            return false;
        }
        return to == null ? !reader.equals(from) || from.speaker().hearsItself() : reader.equals(to);
    }

    /** What that one is to hear: what was sent, if it can read that, or else the same in its own form. */
    String heardBy(Member reader, boolean hasWritten) {
        return isPassedOnTo(reader, hasWritten)
                ? written()
                : reader.speaker().show(from.name(), addressee(reader), text(), hasWritten);
    }

    private boolean isPassedOnTo(Member reader, boolean hasWritten) {
        boolean readable = from.speaker() == reader.speaker()
                && (hasWritten || from.speaker().isSpokenAlike());
        boolean itsOwn =
                to == null ? !reader.speaker().addressesEach() : to.name().equals(reader.self());
        return readable && itsOwn && from.self().equals(from.name());
    }

    private String addressee(Member reader) {
        boolean inRoom = to == null && !reader.speaker().addressesEach();
        return inRoom ? reader.speaker().everybody() : reader.self();
    }
}
