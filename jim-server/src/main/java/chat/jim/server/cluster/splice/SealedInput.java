package chat.jim.server.cluster.splice;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads what {@link SealedOutput} has written. A read that takes too long loses nothing. For one thread at a time. */
final class SealedInput extends InputStream {
    private static final int LONGEST = Short.BYTES + SealedOutput.LONGEST + Seal.TAG_BYTES;

    private final InputStream in;
    private final Seal seal;

    /** The piece that comes now, with its length before it. */
    private final byte[] sealed = new byte[LONGEST];

    private int filled;

    /** The last piece, opened, and which part of it is not read yet. */
    private final byte[] opened = new byte[LONGEST];

    private int start;
    private int end;

    SealedInput(InputStream in, Seal seal) {
        this.in = in;
        this.seal = seal;
    }

    @Override
    public int available() {
        return end - start;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (start == end) {
            if (!fillTo(Short.BYTES)) {
                return -1;
            }
            int piece = Short.toUnsignedInt(ByteBuffer.wrap(sealed).getShort());
            if (piece < Seal.TAG_BYTES || piece > LONGEST - Short.BYTES) {
                throw new IOException("what comes is not sealed");
            }
            if (!fillTo(Short.BYTES + piece)) {
                throw new EOFException("it ended within a piece");
            }
            filled = 0;
            start = 0;
            end = seal.open(sealed, Short.BYTES, piece, opened);
        }
        int count = Math.min(length, end - start);
        System.arraycopy(opened, start, bytes, from, count);
        start += count;
        return count;
    }

    /** False at the end of the input. */
    private boolean fillTo(int goal) throws IOException {
        while (filled < goal) {
            int count = in.read(sealed, filled, goal - filled);
            if (count < 0) {
                if (filled > 0) {
                    throw new EOFException("it ended within a piece");
                }
                return false;
            }
            filled += count;
        }
        return true;
    }
}
