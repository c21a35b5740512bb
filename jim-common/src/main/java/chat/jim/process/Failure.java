package chat.jim.process;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Ends the program with exit status 1 and one sentence for its user, which says what to do. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says {@code sentence}. */
    public Failure(String sentence) {
        super(sentence, null, false, false);
    }

    /** Why a file or folder could not be read or written, in words: Java's own message is often only its name. */
    public static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + ": no such file";
        }
        if (e instanceof FileAlreadyExistsException file) {
            return file.getFile() + ": not a folder";
        }
        return e instanceof CharacterCodingException ? "it is not UTF-8" : String.valueOf(e.getMessage());
    }
}
