package chat.jim.server.store.file;

import java.io.IOException;

/** Another server keeps its accounts in the folder. */
public final class FolderTakenException extends IOException {
    private static final long serialVersionUID = 1;

    private final String process;

    /** @param process the number of that server's process */
    FolderTakenException(String process) {
        super("Another server (process " + process + ") keeps its accounts there");
        this.process = process;
    }

    /** The number of that server's process; a question mark if it has not written it yet. */
    public String process() {
        return process;
    }
}
