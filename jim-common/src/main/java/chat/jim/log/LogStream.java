package chat.jim.log;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A log file, into which each line goes with one write. What cannot be written is counted, and the next line is tried
 * again, also to open the file. For one thread.
 */
final class LogStream extends OutputStream {
    private final File name;
    private final LostLines lost;

    /** Null until the file could be opened. */
    private @Nullable FileOutputStream file;

    /** Whether the file ends in the middle of a line. */
    private boolean isTorn;

    LogStream(File name, LostLines lost) {
        this.name = name;
        this.lost = lost;
    }

    @Override
    public void write(int single) {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        try {
            if (file == null) {
                file = new FileOutputStream(name, true);
            }
            write(file, bytes, from, length);
            lost.written();
        } catch (IOException e) {
            lost.failed(e);
        }
    }

    private void write(FileOutputStream opened, byte[] bytes, int from, int length) throws IOException {
        if (isTorn) {
            opened.write('\n');
            isTorn = false;
        }
        long before = name.length(); // a channel would be closed if this thread was interrupted, as it is at the end
        try {
            opened.write(bytes, from, length);
        } catch (IOException e) {
            isTorn = name.length() > before;
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
