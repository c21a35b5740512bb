package chat.jim.process;

import chat.jim.text.Texts;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Ends the program with exit status 1, and one sentence that tells its user what to do. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final Texts TEXTS = Texts.of(Failure.class);

    /** Ends the program with {@code sentence}. */
    public Failure(String sentence) {
        super(sentence, null, false, false);
    }

    /** Why a file or folder could not be read or written. Java's own message is often only the file's name. */
    public static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return TEXTS.say("reason.denied", denied.getFile());
        }
        if (e instanceof NoSuchFileException missing) {
            return TEXTS.say("reason.missing", missing.getFile());
        }
        if (e instanceof FileAlreadyExistsException file) {
            return TEXTS.say("reason.nofolder", file.getFile());
        }
        return e instanceof CharacterCodingException ? TEXTS.say("reason.encoding") : String.valueOf(e.getMessage());
    }
}
